package io.connwake.neighbours;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;

/** Runs the neighbours whose names contain one of the words, all without one, and prints what came of each on each JDK. */
public final class Matrix {
    private static final String ROW = "%-50s %-30s %s%n";

    private Matrix() {}

    public static void main(String[] words) throws InterruptedException {
        List<Neighbour> chosen = Neighbours.all().stream()
                .filter(each -> words.length == 0 || List.of(words).stream().anyMatch(each.name()::contains))
                .toList();
        if (chosen.isEmpty()) {
            System.err.println("neighbours: none of that name; there are");
            Neighbours.all().forEach(each -> System.err.println("  " + each.name()));
            System.exit(2);
        }
        List<String> faults;
        try (Runs runs = new Runs()) {
            faults = print(chosen, runs);
        }
        faults.forEach(System.out::println);
        System.exit(faults.isEmpty() ? 0 : 1);
    }

    private static List<String> print(List<Neighbour> chosen, Runs runs) throws InterruptedException {
        Map<Neighbour, List<Future<Verdict>>> rows = new LinkedHashMap<>();
        for (Neighbour each : chosen) {
            rows.put(each, List.of(runs.start(each, Runs.OLDER), runs.start(each, Runs.NEWER)));
        }
        List<String> faults = new ArrayList<>();
        System.out.printf(ROW, "the program beside", "Java " + Runs.OLDER, "Java " + Runs.NEWER);
        for (Map.Entry<Neighbour, List<Future<Verdict>>> row : rows.entrySet()) {
            String name = row.getKey().name();
            Verdict older = Runs.ended(row.getValue().get(0));
            Verdict newer = Runs.ended(row.getValue().get(1));
            System.out.printf(ROW, name, older, newer);
            older.faults().forEach(fault -> faults.add(name + " on " + Runs.OLDER + ": " + fault));
            newer.faults().forEach(fault -> faults.add(name + " on " + Runs.NEWER + ": " + fault));
        }
        return faults;
    }
}
