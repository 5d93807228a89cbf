package io.connwake.report.document;

import io.connwake.pipeline.model.Names;
import io.connwake.report.facts.Connection;
import io.connwake.report.facts.Facts;
import io.connwake.report.facts.Instance;
import io.connwake.report.facts.Invocations;
import io.connwake.report.facts.Pool;
import io.connwake.report.facts.Series;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All processes together: what overlapped, and whether a proxy that shares connections would pay. */
final class FleetSection {
    private static final int POINTS = 600;
    private static final int BUSY = 0;
    private static final int ALIVE = 1;
    private static final int OPEN = 2;
    private static final int LEASED = 3;

    private final Facts facts;
    private final Bins bins;
    private final Sweep sweep;
    private final InUse inUse;

    FleetSection(Facts facts) {
        this.facts = facts;
        this.bins = new Bins(facts.startNanos(), facts.endNanos(), POINTS, 4);
        this.sweep = new Sweep(4, facts.startNanos());
        this.inUse = new InUse(facts);
        gather();
        sweep.run(facts.endNanos(), (from, to, levels) -> {
            for (int level = 0; level < levels.length; level++) {
                bins.stood(from, to, level, levels[level]);
            }
        });
    }

    private void gather() {
        Invocations invocations = facts.invocations;
        for (int i = 0; i < invocations.size(); i++) {
            sweep.lasts(BUSY, invocations.startNanos(i), invocations.endNanos(i));
        }
        for (Instance each : facts.processes) {
            if (each.isSeen()) {
                sweep.lasts(ALIVE, each.startNanos(), each.endNanos());
            }
        }
        for (Connection each : facts.connections) {
            if (each.openedNanos > 0) {
                sweep.lasts(OPEN, each.openedNanos, Lives.endNanos(each));
            }
        }
        inUse.gather(sweep, LEASED);
    }

    void write(Json json) {
        proxy(json.object("proxy"));
        json.close('}').object("fleet");
        bins.write(json, "busy", "alive", "open", "leased");
        json.text("sentence", sentence()).close('}');
    }

    /** -1 if it is not known. */
    private int mostInUse() {
        return inUse.isIncomplete() ? -1 : sweep.peak(LEASED);
    }

    private String sentence() {
        return "At once at most " + String.join(", ", peaks())
                + ". Counted at each instant, over these recordings alone: a dashboard's sum over a period"
                + " adds up what was never there at the same time, and what such a sum shows can't be seen from here."
                + (inUse.isIncomplete() ? " Spans are missing, so more may have been in use than is drawn." : "");
    }

    /** Each at a moment of its own. */
    private List<String> peaks() {
        List<String> peaks = new ArrayList<>();
        peaks.add(Words.count(sweep.peak(ALIVE), "process was alive", "processes were alive"));
        if (sweep.peak(BUSY) > 0) {
            peaks.add(Words.count(sweep.peak(BUSY), "invocation ran", "invocations ran"));
        }
        if (sweep.peak(OPEN) > 0) {
            peaks.add(Words.count(sweep.peak(OPEN), "connection was open", "connections were open"));
        }
        if (mostInUse() > 0) {
            peaks.add(Words.count(mostInUse(), "was in use", "were in use"));
        }
        return peaks;
    }

    private void proxy(Json json) {
        Map<String, Double> reasons = new TreeMap<>();
        double pinned = 0;
        for (Pool pool : facts.pools) {
            for (Series each : pool.series.getOrDefault(Names.CONNECTION_PINNED_TIME, List.of())) {
                pinned += each.value();
            }
            for (Series each : pool.series.getOrDefault(Names.CONNECTION_PINNED, List.of())) {
                double most = each.points().stream()
                        .mapToDouble(Series.Point::value)
                        .max()
                        .orElse(each.value());
                reasons.merge(String.valueOf(each.attributes.get(Names.PIN_REASON)), most, Double::sum);
            }
        }
        double share = Math.min(1, lifeNanos() == 0 ? 0 : pinned * 1e9 / lifeNanos());
        json.count("peakInUse", mostInUse()).number("open", sweep.peak(OPEN)).real("pinnedShare", share);
        json.array("pinReasons");
        reasons.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<String, Double> each) -> -each.getValue()))
                .forEach(each -> json.open('[')
                        .string(each.getKey())
                        .number(Math.round(each.getValue()))
                        .close(']'));
        json.close(']').text("sentence", proxySentence(share));
    }

    private double lifeNanos() {
        double nanos = 0;
        for (Connection each : facts.connections) {
            nanos += each.openedNanos == 0 ? 0 : Math.max(0, Lives.endNanos(each) - each.openedNanos);
        }
        return nanos;
    }

    private String proxySentence(double pinnedShare) {
        int used = mostInUse();
        int open = sweep.peak(OPEN);
        if (open == 0) {
            return "No open connection was seen.";
        }
        String seen = "Of at most " + Words.count(open, "connection", "connections") + " open at once, " + seen(used);
        if (pinnedShare >= 0.1) {
            return seen + " " + Words.percent(pinnedShare) + " of their time was pinned to one session,"
                    + " which a proxy can't share: as long as that is so, it would save little.";
        }
        if (used < 0) {
            return seen + " So there is no advice.";
        }
        boolean pays = used * 4L <= open * 3L && open - used >= 2;
        return pays
                ? seen + " A proxy that shares connections could do with about " + Words.count(Math.max(1, used))
                        + " at the server; smaller pools could as well."
                : seen + " A proxy would have hardly any to save.";
    }

    private String seen(int used) {
        if (used < 0) {
            return "but it is not known how many were in use: spans of leases are missing, and no metric tells it.";
        }
        String when = inUse.isPartlyOfMetrics() ? ", in part at the instants alone at which metrics were taken." : ".";
        return Words.count(used) + " " + (used == 1 ? "was" : "were") + " in use at once" + when;
    }
}
