package io.connwake.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** The programs of {@code com.example} as a jar. */
final class ProgramJar {
    private ProgramJar() {}

    static Path in(Path directory) {
        Path jar = directory.resolve("programs.jar");
        Path classes = Library.classPath()[0];
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                var files = Files.list(classes.resolve("com").resolve("example"))) {
            for (Path each : files.sorted().toList()) {
                out.putNextEntry(new ZipEntry(classes.relativize(each).toString()));
                Files.copy(each, out);
            }
            return jar;
        } catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
    }
}
