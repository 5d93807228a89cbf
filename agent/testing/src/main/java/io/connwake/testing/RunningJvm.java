package io.connwake.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A child JVM that runs. Closing it kills it where it still does. */
public final class RunningJvm implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration DUMP_PATIENCE = Duration.ofSeconds(10);

    private final Process shell;
    private final ProcessHandle jvm;
    private final Transcript out;
    private final Transcript err;
    private final CpuTimes cpuTimes;
    private final CompletableFuture<Duration> wallTime;

    private RunningJvm(Process shell, long pid, long startNanos, CpuTimes cpuTimes) {
        this.shell = shell;
        this.cpuTimes = cpuTimes;
        jvm = ProcessHandle.of(pid).orElse(shell.toHandle());
        out = Transcript.of("stdout", shell.getInputStream());
        err = Transcript.of("stderr", shell.getErrorStream());
        wallTime = shell.onExit().thenApply(ended -> Duration.ofNanos(System.nanoTime() - startNanos));
    }

    static RunningJvm of(Process shell, long startNanos, CpuTimes cpuTimes) throws IOException {
        return new RunningJvm(shell, readPid(shell.getInputStream()), startNanos, cpuTimes);
    }

    public long pid() {
        return jvm.pid();
    }

    public String out() {
        return out.text();
    }

    public String err() {
        return err.text();
    }

    /** The first line on stdout that contains this text, whether it is there or still to come. */
    public String awaitLine(String text) {
        return out.awaitLine(line -> line.contains(text), PATIENCE);
    }

    public String awaitErrLine(String text) {
        return awaitErrLine(text, PATIENCE);
    }

    public String awaitErrLine(String text, Duration patience) {
        return err.awaitLine(line -> line.contains(text), patience);
    }

    public void writeLine(String line) {
        try {
            OutputStream in = shell.getOutputStream();
            in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** The child reads the end of its stdin. */
    public void closeInput() {
        try {
            shell.getOutputStream().close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** What it has taken so far, for the cost of idling. */
    public Duration cpuTimeSoFar() {
        return jvm.info().totalCpuDuration().orElseThrow();
    }

    /** SIGTERM: shutdown hooks run. */
    public void terminate() {
        jvm.destroy();
    }

    /** SIGKILL: nothing runs any more. */
    public void kill() {
        jvm.destroyForcibly();
    }

    public boolean isAlive() {
        return shell.isAlive();
    }

    public Exit awaitExit() {
        return awaitExit(PATIENCE);
    }

    /** Fails where it has not ended by then, with what it wrote and what its threads do; it is killed then. */
    public Exit awaitExit(Duration patience) {
        try {
            Duration wall = wallTime.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            out.awaitEnd(PATIENCE);
            err.awaitEnd(PATIENCE);
            return new Exit(shell.exitValue(), out(), err(), wall, cpuTimes.taken());
        } catch (TimeoutException overdue) {
            throw new AssertionError("child JVM " + pid() + " still runs after " + patience + lastWords(), overdue);
        } catch (InterruptedException | ExecutionException unexpected) {
            throw new IllegalStateException("while waiting for child JVM " + pid(), unexpected);
        }
    }

    @Override
    public void close() {
        kill();
        shell.onExit().join();
    }

    private String lastWords() {
        dumpThreads();
        kill();
        out.awaitEnd(PATIENCE);
        return "; stdout:\n" + out() + "\nstderr:\n" + err();
    }

    /** Onto its stdout, where a JVM that still answers SIGQUIT has soon written it. */
    private void dumpThreads() {
        try {
            new ProcessBuilder("sh", "-c", "kill -QUIT " + pid()).start().waitFor();
            out.awaitLine(line -> line.contains("JNI global refs"), DUMP_PATIENCE);
        } catch (IOException | InterruptedException | AssertionError without) {
            // The report is then one without threads.
        }
    }

    /** Not one byte more than the first line, for what follows is the child's. */
    private static long readPid(InputStream stdout) throws IOException {
        StringBuilder digits = new StringBuilder();
        for (int c = stdout.read(); c != '\n'; c = stdout.read()) {
            if (c < 0) {
                throw new IOException("the shell that starts the child JVM ended at once");
            }
            digits.append((char) c);
        }
        return Long.parseLong(digits.toString());
    }
}
