package io.connwake.dist;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.StringTokenizer;

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
            StringTokenizer fields = new StringTokenizer(stat.substring(stat.lastIndexOf(')') + 1));
            for (int i = 0; i < START_TIME; i++) {
                fields.nextToken();
            }
            long startNanos = Long.parseLong(fields.nextToken()) * NANOS_PER_TICK;
            double uptime = Double.parseDouble(new StringTokenizer(text("/proc/uptime")).nextToken());
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
