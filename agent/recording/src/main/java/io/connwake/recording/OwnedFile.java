package io.connwake.recording;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that nobody else can read and no other recording writes, from the moment it exists. Written through a
 * {@link RandomAccessFile}, since a channel is closed for good when its thread is interrupted.
 */
public final class OwnedFile {
    private final RandomAccessFile file;
    private long length;

    private OwnedFile(RandomAccessFile file) {
        this.file = file;
    }

    /**
     * Null if another process, or another recording of this one, is writing it; an older one becomes {@code NAME.1}. A link
     * is refused: what is renamed may be the system's, as {@code /dev/stdout}.
     */
    public static @Nullable OwnedFile create(File name) throws IOException {
        directories(name.getParentFile());
        if (Files.isSymbolicLink(name.toPath())) {
            throw new IOException("is a link, which is not followed");
        }
        if (name.exists() && !setAside(name)) {
            return null;
        }
        createEmpty(name);
        RandomAccessFile file = new RandomAccessFile(name, "rw");
        if (isLocked(file)) {
            return new OwnedFile(file);
        }
        file.close();
        return null;
    }

    long length() {
        return length;
    }

    /** One write of whole lines, so that a process that is killed leaves whole lines. */
    void write(byte[] bytes, int size) throws IOException {
        file.write(bytes, 0, size);
        length += size;
    }

    void close() throws IOException {
        file.close();
    }

    /** What is written to it is appended; closing it closes the file. */
    public OutputStream stream() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                OwnedFile.this.write(new byte[] {(byte) b}, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int size) throws IOException {
                file.write(bytes, from, size);
                length += size;
            }

            @Override
            public void close() throws IOException {
                OwnedFile.this.close();
            }
        };
    }

    /** False if it is being written. */
    private static boolean setAside(File name) throws IOException {
        if (!name.isFile()) {
            throw new IOException("is no regular file");
        }
        File older = new File(name.getPath() + ".1");
        try (RandomAccessFile old = new RandomAccessFile(name, "rw")) {
            if (!isLocked(old)) {
                return false;
            }
            // Renamed under the lock, so that two processes that start at once do not both take it for an old one.
            if (name.renameTo(older)) {
                return true;
            }
        }
        // Where an open file can't be renamed, or an existing one not be replaced.
        Files.deleteIfExists(older.toPath());
        if (!name.renameTo(older)) {
            throw new IOException("can't be renamed to " + older.getName());
        }
        return true;
    }

    private static boolean isLocked(RandomAccessFile file) throws IOException {
        try {
            FileLock lock = file.getChannel().tryLock();
            return lock != null;
        } catch (OverlappingFileLockException ours) {
            return false;
        }
    }

    private static void createEmpty(File name) throws IOException {
        Path path = name.toPath();
        try {
            Files.createFile(path, owner(EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)));
        } catch (UnsupportedOperationException notPosix) {
            Files.createFile(path);
        }
    }

    /** Missing directories are made for the owner alone; those that are there stay as they are. */
    private static void directories(@Nullable File parent) throws IOException {
        if (parent == null || parent.isDirectory()) {
            return;
        }
        Path path = parent.toPath();
        try {
            Files.createDirectories(
                    path,
                    owner(EnumSet.of(
                            PosixFilePermission.OWNER_READ,
                            PosixFilePermission.OWNER_WRITE,
                            PosixFilePermission.OWNER_EXECUTE)));
        } catch (UnsupportedOperationException notPosix) {
            Files.createDirectories(path);
        }
    }

    /** By hand: {@code PosixFilePermissions} and its streams cost more than the file. */
    private static FileAttribute<Set<PosixFilePermission>> owner(Set<PosixFilePermission> permissions) {
        return new FileAttribute<>() {
            @Override
            public String name() {
                return "posix:permissions";
            }

            @Override
            public Set<PosixFilePermission> value() {
                return permissions;
            }
        };
    }
}
