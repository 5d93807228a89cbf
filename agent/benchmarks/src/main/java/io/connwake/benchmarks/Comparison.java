package io.connwake.benchmarks;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;

/**
 * A figure of ours beside the best of the rivals', and the part of it that ours may be at most. Where ours is lost in what
 * the runs differ by, there is no ratio and the target is met; where the best rival's is, there is none to be met.
 */
record Comparison(String what, String unit, int decimals, Samples mine, Map<String, Samples> rivals, Target target) {
    /** One part in so many; with one part in that many it would be reached amply. */
    record Target(double part, String goal) {
        static Target of(int part) {
            return new Target(part, "");
        }

        private String text() {
            return part == 1 ? "below" : String.format("1/%.0f%s", part, goal.isEmpty() ? "" : " (goal " + goal + ")");
        }
    }

    /** Against what these rows have more than a floor; rows that were not measured are left out. */
    static Comparison added(
            String what,
            Figures figures,
            String measure,
            String floor,
            String mine,
            List<String> rivals,
            Target target) {
        Map<String, Samples> theirs = new LinkedHashMap<>();
        for (String rival : rivals) {
            theirs.put(rival, figures.added(rival, floor, measure));
        }
        return new Comparison(
                what,
                Measures.unit(measure),
                Measures.decimals(measure),
                figures.added(mine, floor, measure),
                theirs,
                target);
    }

    static void print(List<Comparison> comparisons) {
        Table table = new Table("target", "Connwake", "best rival", "", "ratio", "wanted", "met");
        for (Comparison each : comparisons) {
            Entry<String, Samples> best = each.best();
            table.row(
                    each.what,
                    each.mine.text(each.decimals) + " " + each.unit,
                    best == null ? "-" : best.getValue().text(each.decimals) + " " + each.unit,
                    best == null ? "-" : best.getKey(),
                    best == null ? "-" : each.ratio(best.getValue().median()),
                    each.target.text(),
                    best == null || Double.isNaN(each.mine.median()) ? "-" : each.met() ? "yes" : "NO");
        }
        table.print();
    }

    boolean met() {
        Entry<String, Samples> best = best();
        double ours = mine.median();
        return best != null
                && (ours <= 0 || ours * target.part <= best.getValue().median());
    }

    String ratio(double best) {
        double ours = mine.median();
        if (ours <= 0) {
            return "in the noise";
        }
        return best <= 0 ? "rival in the noise" : String.format("1/%.1f", best / ours);
    }

    /** The least of the medians. */
    @Nullable
    Entry<String, Samples> best() {
        return rivals.entrySet().stream()
                .filter(each -> !Double.isNaN(each.getValue().median()))
                .min(Comparator.comparingDouble(each -> each.getValue().median()))
                .orElse(null);
    }
}
