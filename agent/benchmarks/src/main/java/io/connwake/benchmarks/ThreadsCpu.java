package io.connwake.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The CPU time that a process takes while it is watched, summed over its threads to the nanosecond; what Linux tells of
 * the process as a whole has ticks of 10 ms. A look each second, so that a thread that ends takes little along.
 */
final class ThreadsCpu {
    private static final double NANOS_PER_MILLI = 1e6;

    private final Path threads;
    private Map<String, Long> seenNanos = Map.of();

    ThreadsCpu(long pid) {
        threads = Path.of("/proc", Long.toString(pid), "task");
    }

    double millisPerSecond(int seconds) throws IOException, InterruptedException {
        seenNanos = look();
        long startNanos = System.nanoTime();
        long sumNanos = 0;
        for (int i = 0; i < seconds; i++) {
            TimeUnit.SECONDS.sleep(1);
            sumNanos += sinceLastLook();
        }
        return 1_000.0 * sumNanos / (System.nanoTime() - startNanos);
    }

    /** What the threads that live now have taken since they were started. */
    double millis() throws IOException {
        return look().values().stream().mapToLong(Long::longValue).sum() / NANOS_PER_MILLI;
    }

    private long sinceLastLook() throws IOException {
        Map<String, Long> now = look();
        long sumNanos = 0;
        for (Map.Entry<String, Long> thread : now.entrySet()) {
            sumNanos += thread.getValue() - seenNanos.getOrDefault(thread.getKey(), 0L);
        }
        seenNanos = now;
        return sumNanos;
    }

    private Map<String, Long> look() throws IOException {
        Map<String, Long> nanos = new HashMap<>();
        try (Stream<Path> living = Files.list(threads)) {
            for (Path thread : living.toList()) {
                try {
                    String times = Files.readString(thread.resolve("schedstat"));
                    nanos.put(thread.toString(), Long.valueOf(times.substring(0, times.indexOf(' '))));
                } catch (IOException ended) {
                    nanos.remove(thread.toString());
                }
            }
        }
        return nanos;
    }
}
