package io.connwake.benchmarks;

import io.connwake.benchmarks.program.Cycles;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Exit;
import io.connwake.testing.Recording;
import io.connwake.testing.Telemetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;

/** A JVM that does one kind of cycle in batches. */
record CycleFork(Rig rig, int batches, int pauseMillis) {
    /** As many as one thread leases in the 3 ms between two captures of a site, and fewer than the lease lane takes. */
    static final int CYCLES = 10_000;

    static final int UNPACED_FACTOR = 20;

    static final String[] FLAGS = {"-Xms256m", "-Xmx256m"};

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** What a fork found; drops are not a number where nothing was recorded. */
    record Result(double nanosPerCycle, double bytesPerCycle, double dropped, double droppedShare) {}

    Result run(String work, int threads, boolean paced, Attachment attachment) throws IOException {
        rig.clear();
        ChildJvm child = rig.child(Cycles.class, attachment)
                .classPath(ClassPath.applicationWithSdk())
                .arguments(work, text(threads), text(CYCLES), text(paced ? pauseMillis * threads : 0))
                .arguments(text(batches(paced)), text(batches(paced)));
        for (String flag : FLAGS) {
            child.option(flag);
        }
        Exit exit;
        try (var running = child.start()) {
            exit = running.awaitExit(PATIENCE);
        }
        if (exit.code() != 0) {
            throw new IllegalStateException(work + " with " + attachment.words + " failed:\n" + exit.err());
        }
        return result(exit.out(), (double) batches(paced) * CYCLES * threads);
    }

    private Result result(String out, double cycles) throws IOException {
        String[] nanos = out.replaceFirst("(?s).*nanos=(\\S+),.*", "$1").split(",", -1);
        double bytes = Double.parseDouble(out.replaceFirst("(?s).*bytes=(\\d+).*", "$1"));
        Samples batchNanos = new Samples(
                Arrays.stream(nanos).mapToDouble(Double::parseDouble).toArray());
        double bytesPerCycle = bytes / cycles;
        if (!Files.exists(rig.recording())) {
            return new Result(batchNanos.median() / CYCLES, bytesPerCycle, Double.NaN, Double.NaN);
        }
        Telemetry told = agentMetrics();
        double dropped = told.sum("connwake.agent.events.dropped");
        double all = dropped + told.sum("connwake.agent.events");
        return all == 0
                ? new Result(batchNanos.median() / CYCLES, bytesPerCycle, Double.NaN, Double.NaN)
                : new Result(batchNanos.median() / CYCLES, bytesPerCycle, dropped, dropped / all);
    }

    /** Only the lines that count events: the rest of a recording may be tens of megabytes of spans. */
    private Telemetry agentMetrics() throws IOException {
        Path counts = rig.directory().resolve("counts.jsonl");
        try (Stream<String> lines = Files.lines(rig.recording())) {
            Files.write(
                    counts,
                    lines.filter(line -> line.contains("connwake.agent.events")).toList());
        }
        return Recording.read(counts).telemetry();
    }

    /** Without pauses they are over so soon that it takes more of them. */
    private int batches(boolean paced) {
        return paced ? batches : UNPACED_FACTOR * batches;
    }

    private static String text(int number) {
        return Integer.toString(number);
    }
}
