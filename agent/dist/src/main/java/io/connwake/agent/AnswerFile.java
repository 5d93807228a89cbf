package io.connwake.agent;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * The file into which an answer goes: made anew, for its owner alone, in a folder that is this user's and nobody else
 * can enter. Anything else is refused, and nothing that is there already is opened.
 */
final class AnswerFile implements Closeable {
    private static final Set<PosixFilePermission> OWNERS = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> ENTRY = PosixFilePermissions.fromString("rwx------");

    private final OutputStream out;

    private AnswerFile(OutputStream out) {
        this.out = out;
    }

    static AnswerFile create(Path file) throws IOException {
        Path folder = file.getParent();
        if (folder == null || !file.isAbsolute()) {
            throw new IOException(file + " is no absolute path");
        }
        PosixFileAttributes its = attributes(folder);
        if (!its.isDirectory() || !its.permissions().equals(ENTRY)) {
            throw new IOException(folder + " is no folder of one user alone");
        }
        Files.newByteChannel(
                        file,
                        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(OWNERS))
                .close();
        if (!attributes(file).owner().equals(its.owner())) {
            Files.delete(file);
            throw new IOException(folder + " is another user's");
        }
        return new AnswerFile(Files.newOutputStream(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    }

    void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private static PosixFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
