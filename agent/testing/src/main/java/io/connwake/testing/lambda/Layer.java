package io.connwake.testing.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** Unpacks a layer as Lambda does to /opt: with the permissions that the zip tells. */
public final class Layer {
    private Layer() {}

    public static Path unpack(Path zip, Path directory) {
        try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", "true"))) {
            Path root = files.getPath("/");
            for (Path each : entries(root)) {
                Path target = directory.resolve(root.relativize(each).toString());
                Files.createDirectories(target.resolveSibling("."));
                Files.copy(each, target, StandardCopyOption.REPLACE_EXISTING);
                Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(each));
            }
            return directory;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<Path> entries(Path root) throws IOException {
        try (var walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }
}
