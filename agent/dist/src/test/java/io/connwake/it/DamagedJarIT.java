package io.connwake.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Greeting;
import io.connwake.testing.AgentJar;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Exit;
import io.connwake.testing.Jdk;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A part of the agent can't be loaded: of its jar something is missing. */
@EachJdk
class DamagedJarIT {
    private static final String PACK = "isolated/agent.zip";

    private final Jdk jdk;

    @TempDir
    private Path directory;

    DamagedJarIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @ParameterizedTest
    @ValueSource(strings = {"recorder/Recorder", "pipeline/Drain"})
    void says_so_once_and_leaves_the_application_alone(String missing) throws IOException {
        Path recording = directory.resolve("recording.jsonl");
        Path jar = directory.resolve("damaged.jar");
        copyWithout("io/connwake/" + missing + ".classdata", jar);

        Exit exit = ChildJvm.ofMain(Greeting.class)
                .on(jdk)
                .classPath(Library.classPath(Library.HIKARI_7, Library.H2))
                .agent(jar, "record=" + recording)
                .environment("OTEL_SDK_DISABLED", "true")
                .arguments("return")
                .run();

        assertThat(exit.code()).isZero();
        assertThat(exit.out()).contains("says 1");
        assertThat(exit.err().lines()).singleElement().asString().startsWith("connwake: could not start");
        assertThat(recording).doesNotExist();
    }

    private static void copyWithout(String missing, Path target) throws IOException {
        try (ZipInputStream jar = new ZipInputStream(Files.newInputStream(AgentJar.path()));
                ZipOutputStream copy = new ZipOutputStream(Files.newOutputStream(target))) {
            for (ZipEntry each = jar.getNextEntry(); each != null; each = jar.getNextEntry()) {
                copy.putNextEntry(new ZipEntry(each.getName()));
                copy.write(each.getName().equals(PACK) ? packWithout(missing, jar) : jar.readAllBytes());
            }
        }
    }

    /** Stored, with the sizes where the agent looks for them. */
    private static byte[] packWithout(String missing, InputStream pack) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean found = false;
        try (ZipInputStream from = new ZipInputStream(new ByteArrayInputStream(pack.readAllBytes()));
                ZipOutputStream to = new ZipOutputStream(bytes)) {
            for (ZipEntry each = from.getNextEntry(); each != null; each = from.getNextEntry()) {
                if (each.getName().equals(missing)) {
                    found = true;
                } else {
                    store(each.getName(), from.readAllBytes(), to);
                }
            }
        }
        assertThat(found).as("%s was there", missing).isTrue();
        return bytes.toByteArray();
    }

    private static void store(String name, byte[] content, ZipOutputStream to) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
        to.putNextEntry(entry);
        to.write(content);
    }
}
