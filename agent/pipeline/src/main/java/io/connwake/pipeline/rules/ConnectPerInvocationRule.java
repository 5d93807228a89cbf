package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Connection;
import io.connwake.pipeline.ledger.Invocation;
import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.model.Finding.State;
import io.connwake.recorder.event.Opened;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Most invocations open a connection of their own, without a pool, and pay for it. Silent where few do, and where it is
 * a small part of their time.
 */
final class ConnectPerInvocationRule implements Rule.OfEnded {
    static final String KIND = "connect_per_invocation";
    private static final int MOST = 256;
    private static final int FEWEST = 3;
    private static final int PERCENT = 5;

    private final Ledger ledger;
    private final Cases cases;
    private final Map<String, Connects> bySite = new LinkedHashMap<>();

    ConnectPerInvocationRule(RuleContext context) {
        ledger = context.ledger();
        cases = context.cases();
    }

    /** Those that one line opened. */
    private static final class Connects {
        final int first;
        int last;
        int invocations;
        long connects;
        long connectNanos;
        int ended;
        long endedNanos;
        Lease latest;

        @Nullable
        Case its;

        Connects(Lease latest, int first) {
            this.latest = latest;
            this.first = first;
        }

        boolean isHabit() {
            return invocations >= FEWEST && 2 * invocations >= last - first + 1 && percent() >= PERCENT;
        }

        long percent() {
            if (ended == 0 || endedNanos <= 0) {
                return 0;
            }
            long each = connectNanos / invocations;
            return Math.min(100, 100 * each / Math.max(1, endedNanos / ended));
        }
    }

    @Override
    public void ended(Lease lease) {
        Connection connection = lease.connection();
        Invocation within = lease.invocation();
        Opened opened = connection == null ? null : connection.opened();
        boolean isPooled = lease.pool() != null || (connection != null && connection.isPooled());
        if (within == null || opened == null || isPooled) {
            return;
        }
        String line = ledger.sites().of(lease.site()).line();
        Connects of = bySite.get(line);
        if (of == null && bySite.size() < MOST) {
            of = new Connects(lease, within.number());
            bySite.put(line, of);
        }
        if (of != null) {
            add(of, lease, within, opened);
        }
    }

    private static void add(Connects of, Lease lease, Invocation within, Opened opened) {
        of.latest = lease;
        of.connects++;
        of.connectNanos += opened.atNanos() - opened.startNanos();
        if (of.invocations == 0 || of.last != within.number()) {
            of.invocations++;
            of.last = Math.max(of.last, within.number());
        }
        if (of.its != null) {
            of.its.more(lease.startNanos());
        }
    }

    @Override
    public void ended(Invocation invocation) {
        for (Connects each : bySite.values()) {
            if (each.last == invocation.number()) {
                each.ended++;
                each.endedNanos += invocation.nanos();
            }
        }
    }

    @Override
    public void judge(long nowNanos, boolean last) {
        for (Map.Entry<String, Connects> each : bySite.entrySet()) {
            if (each.getValue().isHabit()) {
                tell(each.getKey(), each.getValue(), nowNanos, last);
            }
        }
    }

    private void tell(String line, Connects of, long nowNanos, boolean last) {
        if (of.its == null) {
            of.its = cases.of(KIND, null, line);
            if (of.its != null) {
                of.its.more(of.latest.startNanos());
                of.its.count = of.connects;
            }
        }
        Case its = of.its;
        if (its != null && cases.isDue(its, State.CONFIRMED, nowNanos, last)) {
            cases.confirm(its, wording(line, of), nowNanos);
        }
    }

    private static Wording wording(String line, Connects of) {
        Invocation invocation = of.latest.invocation();
        String function = invocation == null ? "the invocation" : invocation.function();
        String sentence = Words.count(of.connects, "connection was", "connections were") + " opened in "
                + Words.count(of.invocations, "invocation", "invocations") + " of " + function + ", without a pool.";
        String evidence = "A connect took " + Words.duration(of.connectNanos / of.connects) + " on average, "
                + of.percent() + " % of the time of such an invocation.";
        String advice =
                "Keep one connection, or a pool of one, in a field that lives as long as the process, and borrow it at "
                        + line
                        + ". Where the server has fewer slots than you have processes, a connect in each invocation may"
                        + " be the better trade: it costs this time and holds a slot only as long as it is needed.";
        return Wording.of(sentence, evidence, advice)
                .asWarning()
                .about(java.util.List.of(of.latest))
                .at(of.latest.peer());
    }
}
