package io.connwake.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** The program of a child JVM: does what its first argument says with the others. */
final class Echo {
    private Echo() {}

    public static void main(String[] words) throws IOException {
        switch (words[0]) {
            case "say" -> {
                System.out.print(words[1]);
                System.err.print(words[2]);
                System.exit(Integer.parseInt(words[3]));
            }
            case "tell" -> System.out.print(fact(words[1], words[2]));
            case "flood" -> flood(Integer.parseInt(words[1]));
            case "burn" -> burn(Long.parseLong(words[1]));
            case "echo" -> echo();
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private static String fact(String kind, String name) {
        return Optional.ofNullable(kind.equals("property") ? System.getProperty(name) : System.getenv(name))
                .orElse("nothing");
    }

    private static void flood(int lines) {
        for (int i = 0; i < lines; i++) {
            System.out.println("out " + i);
            System.err.println("err " + i);
        }
    }

    private static void burn(long cpuMillis) {
        long endNanos =
                ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() + cpuMillis * 1_000_000;
        while (ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() < endNanos) {
            Thread.onSpinWait();
        }
    }

    private static void echo() throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("farewell")));
        System.out.println("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(line.toUpperCase(Locale.ROOT));
        }
    }
}
