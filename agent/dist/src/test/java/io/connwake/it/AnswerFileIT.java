package io.connwake.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.connwake.testing.AgentJar;
import io.connwake.testing.Jdk;
import io.connwake.testing.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of the answer to {@code attach} or {@code snapshot}. */
@EachJdk
class AnswerFileIT {
    private final Jdk jdk;

    @TempDir
    private Path directory;

    private Jammed jammed;

    AnswerFileIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @BeforeEach
    void prepare() {
        jammed = new Jammed(jdk, directory);
    }

    @Test
    void is_written_to_no_file_that_exists_nor_through_a_link_nor_where_others_may_look() throws Exception {
        Path theirs = Files.writeString(directory.resolve("theirs"), "as it was");
        Path folder = folder("private", "rwx------");
        Path link = Files.createSymbolicLink(folder.resolve("link"), directory.resolve("nowhere"));
        Path there = Files.createLink(folder.resolve("there"), theirs);
        Path open = folder("open", "rwxr-xr-x").resolve("answer");
        Path within =
                Files.createSymbolicLink(directory.resolve("linked"), folder).resolve("answer");
        try (RunningJvm jvm = jammed.program(Jammed.HIKARI).agent().start()) {
            jvm.awaitLine("ready");
            for (Path each : List.of(link, there, open, within, Path.of("relative"))) {
                Jammed.load(jvm, AgentJar.path(), "answer=" + each + ";snapshot;");
            }
            Path good = folder.resolve("answer");
            Jammed.load(jvm, AgentJar.path(), "answer=" + good + ";snapshot;");

            assertThat(good).content().endsWith("\n!0\n");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(good)))
                    .isEqualTo("rw-------");
            assertThat(theirs).content().isEqualTo("as it was");
            assertThat(directory.resolve("nowhere")).doesNotExist();
            assertThat(open).doesNotExist();
            Jammed.ends(jvm);
            assertThat(jvm.err()).isEmpty();
        }
    }

    @Test
    void is_written_to_no_folder_of_another_user() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "who is not root cannot give a folder away");
        Path folder = folder("private", "rwx------");
        Files.setOwner(
                folder, folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        try (RunningJvm jvm = jammed.program(Jammed.HIKARI).agent().start()) {
            jvm.awaitLine("ready");
            Jammed.load(jvm, AgentJar.path(), "answer=" + folder.resolve("answer") + ";snapshot;");

            assertThat(folder).isEmptyDirectory();
            Jammed.ends(jvm);
            assertThat(jvm.err()).isEmpty();
        }
    }

    private Path folder(String name, String permissions) throws IOException {
        Path folder = Files.createDirectory(directory.resolve(name));
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
    }
}
