package io.connwake.report;

import java.util.ArrayList;
import java.util.List;

/** {@code report} as a program, without the jar around it. */
final class Reporting {
    private Reporting() {}

    public static void main(String[] words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.add(0, "report");
        System.exit(CommandLine.run(all.toArray(new String[0]), System.out, System.err));
    }
}
