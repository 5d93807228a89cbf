package io.connwake.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What {@code run rivals} has had fetched: agents, wrappers, and a web application with its libraries. */
final class RivalFiles {
    private static final Path FETCHED = Path.of(System.getProperty("connwake.benchmarks.rivals", "rivals/target"));

    private RivalFiles() {}

    /** The one whose name begins so. */
    static Path jar(String beginning) {
        return files(FETCHED.resolve("rivals")).stream()
                .filter(file -> name(file).startsWith(beginning))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(beginning + "… was not fetched to " + FETCHED));
    }

    /** The names with their versions. */
    static List<String> versions() {
        return files(FETCHED.resolve("rivals")).stream()
                .map(file -> name(file).replace(".jar", ""))
                .sorted()
                .toList();
    }

    static Path[] webApplication() {
        return Stream.concat(Stream.of(classes()), files(FETCHED.resolve("web")).stream())
                .toArray(Path[]::new);
    }

    /** The application that leases, with each wrapper beside it. */
    static Path[] wrapped(Path[] application) {
        return Stream.of(
                        Stream.of(application),
                        Stream.of(classes()),
                        Stream.of(jar("p6spy-"), jar("datasource-proxy-")))
                .flatMap(each -> each)
                .toArray(Path[]::new);
    }

    /** Of what the web application runs on. */
    static String webVersion() {
        return files(FETCHED.resolve("web")).stream()
                .map(RivalFiles::name)
                .filter(name -> name.matches("spring-boot-\\d.*"))
                .findFirst()
                .orElseThrow()
                .replace(".jar", "");
    }

    private static Path classes() {
        return FETCHED.resolve("classes").toAbsolutePath();
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(Path::toAbsolutePath).sorted().toList();
        } catch (IOException missing) {
            throw new UncheckedIOException("agent/benchmarks/run fetches the rivals", missing);
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
