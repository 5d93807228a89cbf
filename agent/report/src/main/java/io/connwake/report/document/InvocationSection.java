package io.connwake.report.document;

import io.connwake.report.facts.Facts;
import io.connwake.report.facts.Invocations;
import io.connwake.report.facts.Invocations.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/** Units of work by process: one bar each, or neighbours merged; and the pauses of environments between them. */
final class InvocationSection {
    private static final int MOST_BARS = 2_000;
    private static final int FEWEST_BARS = 4;
    private static final int ALL_BARS = 40_000;
    /** A shorter one can't be told from the time between two events. */
    private static final long PAUSE_NANOS = 1_000_000;

    private final Facts facts;
    private final Invocations all;
    private final List<int[]> byProcess = new ArrayList<>();

    InvocationSection(Facts facts) {
        this.facts = facts;
        this.all = facts.invocations;
        int[] counts = new int[facts.processes.size()];
        for (int i = 0; i < all.size(); i++) {
            counts[all.process(i)]++;
        }
        for (int count : counts) {
            byProcess.add(new int[count]);
        }
        Arrays.fill(counts, 0);
        Integer[] order = new Integer[all.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Long.compare(all.startNanos(a), all.startNanos(b)));
        for (int i : order) {
            byProcess.get(all.process(i))[counts[all.process(i)]++] = i;
        }
    }

    /** Neighbours; mostly one. */
    private final class Bar {
        final int first;
        int count = 1;
        int cold;
        int worst;
        int opened;
        int mostOpen;
        int mostLeased;
        long longestPause;
        long end;

        Bar(int first) {
            this.first = first;
            add(first);
            count = 1;
        }

        void add(int i) {
            count++;
            cold += all.isCold(i) ? 1 : 0;
            worst = Math.max(worst, all.outcome(i).code());
            opened += all.opened(i);
            mostOpen = Math.max(mostOpen, all.openAtEnd(i));
            mostLeased = Math.max(mostLeased, all.leasedAtEnd(i));
            longestPause = Math.max(longestPause, all.pausedNanos(i));
            end = Math.max(end, all.endNanos(i));
        }
    }

    void write(Json json) {
        json.array("invocations");
        int processes = (int) byProcess.stream().filter(each -> each.length > 0).count();
        int room = Math.max(FEWEST_BARS, Math.min(MOST_BARS, ALL_BARS / Math.max(1, processes)));
        for (int process = 0; process < byProcess.size(); process++) {
            if (byProcess.get(process).length > 0) {
                json.open('{').number("process", process);
                bars(json, merged(byProcess.get(process), room));
                json.close('}');
            }
        }
        json.close(']').array("names");
        facts.invocationNames.forEach(json::string);
        json.close(']');
        frozen(json, room);
        totals(json);
    }

    private List<Bar> merged(int[] members, int room) {
        List<Bar> bars = new ArrayList<>();
        int each = (members.length + room - 1) / room;
        for (int k = 0; k < members.length; k++) {
            if (k % each == 0) {
                bars.add(new Bar(members[k]));
            } else {
                bars.get(bars.size() - 1).add(members[k]);
            }
        }
        return bars;
    }

    private void bars(Json json, List<Bar> bars) {
        json.array("from");
        bars.forEach(bar -> json.time(all.startNanos(bar.first)));
        json.close(']').array("to");
        bars.forEach(bar -> json.time(bar.end));
        json.close(']');
        column(
                json,
                "cold",
                bars.stream().mapToInt(bar -> Math.min(1, bar.cold)).toArray());
        column(json, "outcome", bars.stream().mapToInt(bar -> bar.worst).toArray());
        column(json, "name", bars.stream().mapToInt(bar -> all.name(bar.first)).toArray());
        json.array("paused");
        bars.forEach(bar -> json.seconds(bar.longestPause));
        json.close(']');
        column(json, "opened", bars.stream().mapToInt(bar -> bar.opened).toArray());
        column(json, "openAtEnd", bars.stream().mapToInt(bar -> bar.mostOpen).toArray());
        column(
                json,
                "leasedAtEnd",
                bars.stream().mapToInt(bar -> bar.mostLeased).toArray());
        column(json, "n", bars.stream().mapToInt(bar -> bar.count).toArray());
    }

    private static void column(Json json, String key, int[] values) {
        json.array(key);
        for (int each : values) {
            json.number(each);
        }
        json.close(']');
    }

    /** The longest, where there are too many; in the order of time. */
    private void frozen(Json json, int room) {
        json.array("frozen");
        for (int process = 0; process < byProcess.size(); process++) {
            int[] paused = Arrays.stream(byProcess.get(process))
                    .filter(i -> all.pausedNanos(i) >= PAUSE_NANOS)
                    .boxed()
                    .sorted((a, b) -> Long.compare(all.pausedNanos(b), all.pausedNanos(a)))
                    .limit(room)
                    .sorted(Comparator.comparingLong(i -> all.startNanos(i) - all.pausedNanos(i)))
                    .mapToInt(i -> i)
                    .toArray();
            if (paused.length > 0) {
                json.open('{').number("process", process).array("from");
                Arrays.stream(paused).forEach(i -> json.time(all.startNanos(i) - all.pausedNanos(i)));
                json.close(']').array("to");
                Arrays.stream(paused).forEach(i -> json.time(all.startNanos(i)));
                json.close(']').close('}');
            }
        }
        json.close(']');
    }

    private void totals(Json json) {
        json.object("invocationTotals").number("count", all.size() + all.leftOut());
        json.number("cold", count(all::isCold));
        json.number("errors", count(i -> all.outcome(i) == Outcome.ERROR));
        json.number("timeouts", count(i -> all.outcome(i) == Outcome.TIMEOUT));
        json.number("killed", count(i -> all.outcome(i) == Outcome.KILLED));
        json.number("opened", sum(all::opened));
        json.number("openAtEndMost", most(all::openAtEnd)).close('}');
    }

    private long count(IntPredicate wanted) {
        return sum(i -> wanted.test(i) ? 1 : 0);
    }

    private long sum(IntUnaryOperator of) {
        long sum = 0;
        for (int i = 0; i < all.size(); i++) {
            sum += of.applyAsInt(i);
        }
        return sum;
    }

    private long most(IntUnaryOperator of) {
        int most = 0;
        for (int i = 0; i < all.size(); i++) {
            most = Math.max(most, of.applyAsInt(i));
        }
        return most;
    }
}
