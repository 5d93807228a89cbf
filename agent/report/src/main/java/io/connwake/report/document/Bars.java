package io.connwake.report.document;

import io.connwake.report.facts.Leases;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The leases of one connection as bars: as many as there is room for, neighbours merged where they are more. */
final class Bars {
    private static final int LEASE = 0;
    private static final int TROUBLED = 1;
    private static final int OPEN = 2;
    private static final int ACQUIRE = 3;
    private static final int MERGED = 4;

    private final Leases leases;
    private final int room;
    private final List<Bar> bars = new ArrayList<>();

    Bars(Leases leases, int room) {
        this.leases = leases;
        this.room = room;
    }

    /** One bar; times in nanoseconds. */
    private static final class Bar {
        long from;
        long to;
        int kind;
        int count;
        int finding;
        double heldNanos;
        double databaseNanos;
    }

    /** @param members in the order of time */
    void add(int[] members) {
        if (members.length == 0) {
            return;
        }
        boolean isCrowded = members.length > room;
        long first = leases.startNanos(members[0]);
        long last = leases.startNanos(members[members.length - 1]);
        long width = isCrowded ? Math.max(1, (last - first) / Math.max(1, room) + 1) : 0;
        int special = 0;
        long bin = -1;
        for (int i : members) {
            boolean isSpecial = kind(i) != LEASE || leases.finding(i) >= 0;
            boolean isAlone = !isCrowded || (isSpecial && special++ < room / 2);
            long its = isCrowded ? (leases.startNanos(i) - first) / width : -1;
            if (isAlone) {
                alone(i, isCrowded);
                bin = -1;
            } else {
                merged(i, its == bin);
                bin = its;
            }
        }
    }

    private int kind(int lease) {
        if (leases.is(Leases.OPEN, lease)) {
            return OPEN;
        }
        return leases.is(Leases.TROUBLED, lease) ? TROUBLED : LEASE;
    }

    private void alone(int lease, boolean isCrowded) {
        long start = leases.startNanos(lease);
        long acquired = leases.acquiredNanos(lease);
        if (!isCrowded && acquired - start >= PoolLoad.WAIT_NANOS) {
            Bar wait = bar(start, acquired, ACQUIRE, leases.finding(lease));
            wait.databaseNanos = -1;
        }
        Bar bar = bar(acquired, leases.endNanos(lease), kind(lease), leases.finding(lease));
        held(bar, lease);
    }

    private void merged(int lease, boolean isSame) {
        Bar bar = isSame && !bars.isEmpty() ? bars.get(bars.size() - 1) : null;
        if (bar == null) {
            bar = bar(leases.acquiredNanos(lease), leases.endNanos(lease), kind(lease), leases.finding(lease));
        } else {
            bar.to = Math.max(bar.to, leases.endNanos(lease));
            bar.kind = MERGED;
            bar.count++;
            bar.finding = Math.max(bar.finding, leases.finding(lease));
        }
        held(bar, lease);
    }

    private Bar bar(long from, long to, int kind, int finding) {
        Bar bar = new Bar();
        bar.from = from;
        bar.to = to;
        bar.kind = kind;
        bar.count = 1;
        bar.finding = finding;
        bars.add(bar);
        return bar;
    }

    private void held(Bar bar, int lease) {
        float share = leases.databaseShare(lease);
        if (share >= 0) {
            double held = (double) leases.endNanos(lease) - leases.acquiredNanos(lease);
            bar.heldNanos += held;
            bar.databaseNanos += share * held;
        }
    }

    /** In the order in which they begin: who asked later may have been served first. */
    void write(Json json) {
        bars.sort(Comparator.comparingLong(each -> each.from));
        json.object("bars").array("from");
        bars.forEach(each -> json.time(each.from));
        json.close(']').array("to");
        bars.forEach(each -> json.time(each.to));
        json.close(']').array("db");
        bars.forEach(each -> share(json, each));
        json.close(']').array("kind");
        bars.forEach(each -> json.number(each.kind));
        json.close(']').array("n");
        bars.forEach(each -> json.number(each.count));
        json.close(']').array("f");
        bars.forEach(each -> json.number(each.finding));
        json.close(']').close('}');
    }

    /** To a hundredth; -1 where it is not known. */
    private static void share(Json json, Bar bar) {
        json.real(bar.heldNanos <= 0 ? -1 : Math.rint(100 * bar.databaseNanos / bar.heldNanos) / 100);
    }
}
