package io.connwake.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the figures depend on besides the agent, printed above them. */
final class Machine {
    private static final double MEGABYTE = 1_000_000;

    private Machine() {}

    static void print(Rig rig, String plan) throws IOException {
        System.out.printf(
                "%s %s, %s %s, %d processors, load %s%n",
                System.getProperty("java.vm.name"),
                System.getProperty("java.vm.version"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                load());
        System.out.printf("agent jar %.2f MB (target: up to 3 MB)%n", Files.size(rig.agent()) / MEGABYTE);
        System.out.println(plan);
    }

    /** Of the last minute: other work spoils the figures. */
    static String load() throws IOException {
        Path load = Path.of("/proc/loadavg");
        return Files.isReadable(load) ? Files.readString(load).split(" ", -1)[0] : "unknown";
    }
}
