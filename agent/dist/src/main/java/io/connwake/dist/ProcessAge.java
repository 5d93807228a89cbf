package io.connwake.dist;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** How long this process has run, as Linux counts it in hundredths of a second (proc(5)); 0 where that can't be read. */
final class ProcessAge {
    private static final long NANOS_PER_TICK = 10_000_000L;

    /** Of the fields of {@code /proc/self/stat}, counted behind the name of the program. */
    private static final int START_TIME = 19;

    private static final int MOST = 4_096;

    private ProcessAge() {}

    static long nanos() {
        try {
            String stat = text("/proc/self/stat");
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            double uptime = Double.parseDouble(text("/proc/uptime").split(" ")[0]);
            long startNanos = Long.parseLong(fields[START_TIME]) * NANOS_PER_TICK;
            return Math.max(0, (long) (uptime * 1e9) - startNanos);
        } catch (IOException | RuntimeException notLinux) {
            return 0;
        }
    }

    private static String text(String file) throws IOException {
        try (FileInputStream in = new FileInputStream(file)) {
            return new String(in.readNBytes(MOST), StandardCharsets.US_ASCII);
        }
    }
}
