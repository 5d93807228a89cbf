package io.connwake.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds files of the checkout from wherever in it the tests run. */
final class Checkout {
    private Checkout() {}

    /** The file of that relative path in the working directory or in the nearest directory above it. */
    static Optional<Path> nearest(String relativePath) {
        return Stream.iterate(Path.of("").toAbsolutePath(), directory -> directory != null, Path::getParent)
                .map(directory -> directory.resolve(relativePath))
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
