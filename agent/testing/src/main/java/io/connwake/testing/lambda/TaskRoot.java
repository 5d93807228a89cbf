package io.connwake.testing.lambda;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Makes the directory that a deployment package unpacks to: jars in {@code lib}. */
public final class TaskRoot {
    private TaskRoot() {}

    /**
     * Returns the directory, made where it is not there.
     *
     * @param classes a directory of class files, such as {@code target/test-classes}
     * @param packageName the package of which the function's own jar is made
     */
    public static Path create(Path directory, Path classes, String packageName, Collection<Path> jars) {
        try {
            Path lib = Files.createDirectories(directory.resolve("lib"));
            pack(classes, packageName.replace('.', '/'), lib.resolve("function.jar"));
            for (Path jar : jars) {
                Files.copy(jar, lib.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
            return directory.toAbsolutePath();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void pack(Path classes, String folder, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream packed = new JarOutputStream(file)) {
            for (Path each : files(classes.resolve(folder))) {
                packed.putNextEntry(new JarEntry(classes.relativize(each).toString()));
                Files.copy(each, packed);
                packed.closeEntry();
            }
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (var walk = Files.walk(directory)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
