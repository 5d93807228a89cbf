package io.connwake.neighbours;

import io.connwake.testing.ChildJvm;
import io.connwake.testing.Exit;
import io.connwake.testing.Jdk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The program's classes in an archive of the JVM's, made in a run with Connwake or without.
 *
 * @param making flags to make it, where {@code FILE} is the archive; {@code using} flags to use it
 */
record Archive(String name, int since, boolean isTrained, List<String> making, List<String> using)
        implements Neighbour {
    private static final String ARCHIVED = " com.zaxxer.hikari.HikariConfigMXBean source: shared objects file";
    private static final String MODULES = "--add-modules=java.instrument";
    private static final List<String> DYNAMIC = List.of("-XX:ArchiveClassesAtExit=FILE", "-Xlog:disable");
    private static final List<String> SHARED = List.of("-XX:SharedArchiveFile=FILE", "-Xlog:disable");
    private static final List<String> WITH_AGENTS =
            List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+AllowArchivingWithJavaAgent");

    static List<Neighbour> all() {
        return List.of(
                new Archive("AppCDS archive made without us", 17, false, DYNAMIC, SHARED),
                new Archive("AppCDS archive made with us", 17, true, plus(DYNAMIC), plus(SHARED)),
                new Archive(
                        "AOT cache made without us",
                        25,
                        false,
                        aot("-XX:AOTCacheOutput=FILE"),
                        aot("-XX:AOTCache=FILE")),
                new Archive(
                        "AOT cache made with us", 25, true, aot("-XX:AOTCacheOutput=FILE"), aot("-XX:AOTCache=FILE")));
    }

    private static List<String> aot(String flag) {
        return List.of(flag, MODULES, "-Xlog:disable");
    }

    private static List<String> plus(List<String> flags) {
        return java.util.stream.Stream.concat(flags.stream(), WITH_AGENTS.stream())
                .toList();
    }

    @Override
    public Optional<String> absence(Jdk jdk) {
        return jdk.feature() < since ? Optional.of("not before " + since) : Optional.empty();
    }

    @Override
    public ChildJvm arranged(Stage stage) {
        Path file = stage.folder().resolve("archive");
        if (!Files.exists(file)) {
            make(stage, file);
        }
        Path loaded = stage.folder().resolve("loaded-" + stage.isWatched() + ".log");
        stage.claim("it was used", () -> Files.readString(loaded).contains(ARCHIVED));
        return stage.connwake(with(using, file, stage.orders()).option("-Xlog:class+load:file=" + loaded));
    }

    private void make(Stage stage, Path file) {
        Stage rehearsal = new Stage(stage.jdk(), stage.made("rehearsal"), isTrained);
        Exit exit = Stage.rehearsed(rehearsal.connwake(with(making, file, rehearsal.orders())));
        stage.claim("the rehearsal ended well: " + exit, () -> exit.code() == 3);
    }

    private static ChildJvm with(List<String> flags, Path file, ChildJvm jvm) {
        flags.forEach(flag -> jvm.option(flag.replace("FILE", file.toString())));
        return jvm;
    }
}
