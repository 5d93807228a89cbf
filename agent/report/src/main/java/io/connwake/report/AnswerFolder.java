package io.connwake.report;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** A folder that its owner alone can enter, in which the asked JVM leaves its answer; removed with it. */
final class AnswerFolder implements AutoCloseable {
    private static final int LARGEST = 4 << 20;

    private final Path folder;
    private final Path file;
    private final Thread atExit = new Thread(this::remove, "connwake-answer");

    private AnswerFolder(Path folder) {
        this.folder = folder;
        this.file = folder.resolve("answer");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Root hands it over to the user whose JVM it is. */
    static AnswerFolder readableBy(TargetJvm target) throws IOException {
        Path folder = Files.createTempDirectory("connwake-").toRealPath();
        AnswerFolder made = new AnswerFolder(folder);
        try {
            Path home = target.home();
            if (home != null && !Files.getOwner(home).equals(Files.getOwner(folder))) {
                Files.setOwner(folder, Files.getOwner(home));
            }
            return made;
        } catch (IOException | RuntimeException failed) {
            made.close();
            throw failed;
        }
    }

    /** The file's name, in letters that stand for themselves wherever it travels. */
    String encoded() {
        return URLEncoder.encode(file.toString(), StandardCharsets.UTF_8);
    }

    /** The JVM is at it. */
    boolean isBegun() {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** Empty if there is no answer. */
    String read() throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return "";
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        remove();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException ending) {
            // It runs by itself then.
        }
    }

    private void remove() {
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        } catch (IOException left) {
            folder.toFile().deleteOnExit();
        }
    }
}
