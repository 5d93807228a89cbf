package io.connwake.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/** A Java installation on this machine. */
public record Jdk(Path home, int feature) {
    public static Jdk current() {
        return new Jdk(
                Path.of(System.getProperty("java.home")), Runtime.version().feature());
    }

    /** Empty where there is no java to run, or no telling which version it is. */
    public static Optional<Jdk> at(Path home) {
        if (!Files.isExecutable(java(home)) || !Files.isReadable(home.resolve("release"))) {
            return Optional.empty();
        }
        return feature(home.resolve("release")).map(feature -> new Jdk(home, feature));
    }

    /** The current one first, then those beside it, those under /usr/lib/jvm and those that a JAVA_HOME… names. */
    public static List<Jdk> installed() {
        Set<Path> homes = new LinkedHashSet<>();
        Stream.of(
                        Stream.of(current().home),
                        children(current().home.resolve("..")),
                        children(Path.of("/usr/lib/jvm")),
                        homesOfEnvironment())
                .flatMap(candidates -> candidates)
                .filter(candidate -> Files.isExecutable(java(candidate)))
                .map(Jdk::real)
                .forEach(homes::add);
        return homes.stream().map(Jdk::at).flatMap(Optional::stream).toList();
    }

    public static List<Jdk> atLeast(int feature) {
        return installed().stream().filter(jdk -> jdk.feature >= feature).toList();
    }

    public Path java() {
        return java(home);
    }

    private static Path java(Path home) {
        return home.resolve("bin").resolve("java");
    }

    private static Stream<Path> children(Path directory) {
        try (Stream<Path> children = Files.list(directory)) {
            return children.sorted().toList().stream();
        } catch (IOException absent) {
            return Stream.empty();
        }
    }

    private static Stream<Path> homesOfEnvironment() {
        return System.getenv().entrySet().stream()
                .filter(variable -> variable.getKey().startsWith("JAVA_HOME"))
                .map(Map.Entry::getValue)
                .filter(value -> !value.isBlank())
                .sorted()
                .map(Path::of);
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException vanished) {
            throw new UncheckedIOException(vanished);
        }
    }

    private static Optional<Integer> feature(Path release) {
        Properties facts = new Properties();
        try (var reader = Files.newBufferedReader(release)) {
            facts.load(reader);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        String version = facts.getProperty("JAVA_VERSION", "").replace("\"", "").replaceFirst("^1\\.", "");
        String digits = version.replaceFirst("\\D.*", "");
        return digits.isEmpty() ? Optional.empty() : Optional.of(Integer.valueOf(digits));
    }
}
