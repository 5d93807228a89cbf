package io.connwake.benchmarks;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What an application under measurement has on its class path: its programs and the libraries it would have anyway. */
final class ClassPath {
    private static final List<String> APPLICATION = List.of("HikariCP-", "h2-", "slf4j-");
    private static final List<String> SDK = List.of("opentelemetry-", "connwake-otlp");

    private ClassPath() {}

    static Path[] application() {
        return jars(APPLICATION).toArray(Path[]::new);
    }

    static Path[] applicationWithSdk() {
        return Stream.concat(jars(APPLICATION), jars(SDK)).distinct().toArray(Path[]::new);
    }

    private static Stream<Path> jars(List<String> beginnings) {
        Path programs = Path.of(ClassPath.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        Stream<Path> libraries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(entry -> beginnings.stream().anyMatch(fileName(entry)::startsWith));
        return Stream.concat(Stream.of(programs), libraries);
    }

    private static String fileName(Path entry) {
        Path name = entry.getFileName();
        return name == null ? "" : name.toString();
    }
}
