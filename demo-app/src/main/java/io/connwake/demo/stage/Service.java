package io.connwake.demo.stage;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A service in a JVM of its own, listening; its stdin is open as long as we live. */
public final class Service implements AutoCloseable {
    private static final String LISTENING = "listening on ";
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(10);

    private final Process process;
    private final Path recording;
    private final int port;

    private Service(Process process, Path recording, int port) {
        this.process = process;
        this.recording = recording;
        this.port = port;
    }

    /** Waits until the service says on stdout where it listens. */
    static Service listening(Process process, Path recording, Path log) throws IOException, InterruptedException {
        try {
            int port = CompletableFuture.supplyAsync(() -> port(process)).get(START.toSeconds(), TimeUnit.SECONDS);
            return new Service(process, recording, port);
        } catch (ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw new IOException("the service doesn't start; it says why in " + log, e);
        }
    }

    public int port() {
        return port;
    }

    public Path recording() {
        return recording;
    }

    /** Asks it to end, as a container does (SIGTERM), and waits until it has. */
    @Override
    public void close() throws IOException {
        process.destroy();
        if (!endsWithin(STOP)) {
            process.destroyForcibly();
            throw new IOException("the service didn't end within " + STOP.toSeconds() + " s of SIGTERM");
        }
    }

    private boolean endsWithin(Duration time) {
        try {
            return process.waitFor(time.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int port(Process process) {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        return out.lines()
                .filter(line -> line.startsWith(LISTENING))
                .map(line -> Integer.parseInt(line.substring(LISTENING.length())))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("it ended"));
    }
}
