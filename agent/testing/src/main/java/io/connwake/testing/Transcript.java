package io.connwake.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Everything that a child writes to one of its streams, read by a thread of its own so that the child never waits for us. */
final class Transcript {
    private final String title;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean complete;

    private Transcript(String title) {
        this.title = title;
    }

    static Transcript of(String title, InputStream stream) {
        Transcript transcript = new Transcript(title);
        Thread reader = new Thread(() -> transcript.copy(stream), "transcript-" + title);
        reader.setDaemon(true);
        reader.start();
        return transcript;
    }

    String text() {
        lock.lock();
        try {
            return bytes.toString(StandardCharsets.UTF_8);
        } finally {
            lock.unlock();
        }
    }

    /** The first complete line that is wanted, whether it is there or still to come. */
    String awaitLine(Predicate<String> wanted, Duration patience) {
        lock.lock();
        try {
            boolean ended = awaitUntil(() -> complete || firstLine(wanted) != null, patience);
            String line = firstLine(wanted);
            if (line == null) {
                throw new AssertionError(
                        (ended ? title + " ended" : "not in " + patience.toSeconds() + " s on " + title)
                                + " without the line that was awaited:" + System.lineSeparator() + text());
            }
            return line;
        } finally {
            lock.unlock();
        }
    }

    /** False where the stream is still open then, as when a grandchild keeps it. */
    boolean awaitEnd(Duration patience) {
        lock.lock();
        try {
            return awaitUntil(() -> complete, patience);
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitUntil(BooleanSupplier reached, Duration patience) {
        long leftNanos = patience.toNanos();
        while (!reached.getAsBoolean()) {
            if (leftNanos <= 0) {
                return false;
            }
            try {
                leftNanos = grown.awaitNanos(leftNanos);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while reading " + title, interrupted);
            }
        }
        return true;
    }

    private @Nullable String firstLine(Predicate<String> wanted) {
        String text = text();
        String finished = text.substring(0, text.lastIndexOf('\n') + 1);
        return finished.lines().filter(wanted).findFirst().orElse(null);
    }

    private void copy(InputStream stream) {
        byte[] buffer = new byte[8192];
        try (stream) {
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                add(buffer, count);
            }
        } catch (IOException closed) {
            // The stream of a process that was killed may end so.
        } finally {
            end();
        }
    }

    private void add(byte[] buffer, int count) {
        lock.lock();
        try {
            bytes.write(buffer, 0, count);
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            complete = true;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
