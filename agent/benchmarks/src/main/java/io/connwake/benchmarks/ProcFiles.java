package io.connwake.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Linux tells about a process from outside, so that the looking costs the process nothing. */
record ProcFiles(Path directory) {
    private static final double KIBIBYTES_PER_MEGABYTE = 1_000_000 / 1024.0;

    static ProcFiles of(long pid) {
        return new ProcFiles(Path.of("/proc", Long.toString(pid)));
    }

    double residentMegabytes() {
        return megabytes("VmRSS:");
    }

    /** The most it ever had; not a number once it has ended. */
    double peakMegabytes() {
        return megabytes("VmHWM:");
    }

    private double megabytes(String field) {
        try {
            List<String> lines = Files.readAllLines(directory.resolve("status"));
            return lines.stream()
                    .filter(line -> line.startsWith(field))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / KIBIBYTES_PER_MEGABYTE)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException ended) {
            return Double.NaN;
        }
    }
}
