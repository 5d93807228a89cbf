package io.connwake.faults;

import io.connwake.testing.Jdk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The command line: all hazards, one after the other, as a table; or those that are named. */
public final class Faults {
    private static final String[] HEADS = {
        "fault", "JDK", "application's result", "exit (without the agent)", "lost and counted", "recording", "verdict"
    };

    private Faults() {}

    public static void main(String[] names) {
        List<String> wanted = List.of(names);
        List<Hazard> all = Hazards.all();
        if (wanted.equals(List.of("list"))) {
            all.forEach(each -> System.out.printf("%-18s %s%n", each.name(), each.about()));
            return;
        }
        for (String each : wanted) {
            if (all.stream().noneMatch(hazard -> hazard.name().equals(each))) {
                System.err.println("faults: there is no " + each + "; agent/faults/run list tells which there are");
                System.exit(2);
            }
        }
        boolean hold = true;
        List<String[]> rows = new ArrayList<>();
        for (Hazard each : all) {
            if (wanted.isEmpty() || wanted.contains(each.name())) {
                hold &= meet(each, rows);
            }
        }
        print(rows);
        System.exit(hold ? 0 : 1);
    }

    /** The JDK to try it on: this one where it will do, else the first installed one that does. */
    static Optional<Jdk> jdk(Hazard hazard) {
        return Stream.concat(Stream.of(Jdk.current()), Jdk.installed().stream())
                .filter(jdk -> jdk.feature() >= hazard.fromJdk())
                .findFirst();
    }

    private static boolean meet(Hazard hazard, List<String[]> rows) {
        Optional<Jdk> jdk = jdk(hazard);
        String obstacle =
                jdk.isEmpty() ? "no JDK for it here" : hazard.obstacle().orElse("");
        if (!obstacle.isEmpty()) {
            rows.add(new String[] {hazard.name(), "", "", "", obstacle, "", "skipped"});
            return true;
        }
        System.err.println(hazard.name() + ": " + hazard.about());
        Row row = Trial.of(hazard, jdk.orElseThrow());
        row.complaints().forEach(complaint -> System.err.println("  DOES NOT HOLD: " + complaint));
        rows.add(new String[] {
            row.hazard(),
            Integer.toString(row.jdk()),
            row.result(),
            row.exit(),
            row.lost(),
            row.recording(),
            row.holds() ? "holds" : "DOES NOT HOLD"
        });
        return row.holds();
    }

    private static void print(List<String[]> rows) {
        rows.add(0, HEADS);
        int[] widths = new int[HEADS.length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
            }
            System.out.println(line.toString().stripTrailing());
        }
    }
}
