package io.connwake.benchmarks;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What an application under measurement has on its class path: its programs and the libraries it would have anyway. */
final class ClassPath {
    private static final List<String> APPLICATION = List.of("HikariCP-", "h2-", "slf4j-");
    private static final List<String> API =
            List.of("opentelemetry-api-", "opentelemetry-context-", "opentelemetry-common-");
    private static final List<String> SDK = List.of("opentelemetry-", "connwake-otlp");

    private ClassPath() {}

    static Path[] application() {
        return jars(APPLICATION).toArray(Path[]::new);
    }

    /** With the API by which it says what its units of work are. */
    static Path[] applicationWithSpans() {
        return Stream.concat(jars(APPLICATION), entries(API)).toArray(Path[]::new);
    }

    /** With the driver of a real database as well. */
    static Path[] applicationWithPostgres() {
        return Stream.concat(Stream.of(applicationWithSpans()), entries(List.of("postgresql-")))
                .toArray(Path[]::new);
    }

    static Path[] applicationWithSdk() {
        return Stream.concat(jars(APPLICATION), jars(SDK)).distinct().toArray(Path[]::new);
    }

    /** The jar whose name begins so. */
    static Path jar(String beginning) {
        return entries(List.of(beginning)).findFirst().orElseThrow();
    }

    private static Stream<Path> jars(List<String> beginnings) {
        Path programs = Path.of(System.getProperty("connwake.benchmarks.programs"));
        return Stream.concat(Stream.of(programs), entries(beginnings));
    }

    private static Stream<Path> entries(List<String> beginnings) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(entry -> beginnings.stream().anyMatch(fileName(entry)::startsWith));
    }

    private static String fileName(Path entry) {
        Path name = entry.getFileName();
        return name == null ? "" : name.toString();
    }
}
