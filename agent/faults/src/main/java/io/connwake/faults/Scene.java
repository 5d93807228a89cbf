package io.connwake.faults;

import io.connwake.testing.OtlpReceiver;
import io.connwake.testing.RunningJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** What one trial has of its own: a folder, a receiver, and the names to export and record to, which a hazard may change. */
final class Scene implements AutoCloseable {
    private static final long LOOK_NANOS = 5_000_000L;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    final Path folder;
    final OtlpReceiver receiver = OtlpReceiver.start();
    private final Deque<Runnable> repairs = new ArrayDeque<>();
    String endpoint = receiver.endpoint();
    Path recording;
    private final boolean isWatched;

    /** @param isWatched the program runs with the agent */
    Scene(boolean isWatched) {
        this.isWatched = isWatched;
        try {
            folder = Files.createTempDirectory("connwake-fault-");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        recording = folder.resolve("recording.jsonl");
    }

    /** Run at the end, the last one first. */
    void repair(Runnable repair) {
        repairs.push(repair);
    }

    /**
     * Until the first of it came, so that the agent is past its start: in the recording where there can be one, else at the
     * receiver. None comes from a program that runs alone; what never comes is missed later.
     */
    void awaitTelemetry(RunningJvm program) {
        long began = System.nanoTime();
        while (isWatched && program.isAlive() && !hasTelemetry() && System.nanoTime() - began < PATIENCE_NANOS) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private boolean hasTelemetry() {
        return recording.startsWith(folder) ? recording.toFile().length() > 0 : receiver.requestCount() > 0;
    }

    /** One at which nobody listens, and nobody else will. */
    int deafPort() {
        try {
            Socket bound = new Socket();
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            repair(() -> close(bound));
            return bound.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        receiver.release();
        receiver.close();
        repairs.forEach(Runnable::run);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
