package io.connwake.contracts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The jars that the build has put into {@code target/libraries}. */
final class Libraries {
    private static final Path BUILT = Path.of("target").toAbsolutePath();

    private Libraries() {}

    /** The programs of {@code com.example} and the jars whose names begin so; nothing else. */
    static Path[] classPath(String... jars) {
        List<Path> path = new ArrayList<>(List.of(BUILT.resolve("test-classes")));
        for (String each : jars) {
            path.add(find(each));
        }
        return path.toArray(Path[]::new);
    }

    /** The jars alone. */
    static Path[] jars(List<String> jars) {
        return jars.stream().map(Libraries::find).toArray(Path[]::new);
    }

    static Path find(String beginning) {
        Path directory = BUILT.resolve("libraries");
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(beginning))
                    // the jar itself, not that of its tests
                    .min(Comparator.comparingInt(file -> file.toString().length()))
                    .orElseThrow(() -> new IllegalStateException("no " + beginning + " in " + directory));
        } catch (IOException absent) {
            throw new IllegalStateException("run the phase pre-integration-test to get " + directory, absent);
        }
    }
}
