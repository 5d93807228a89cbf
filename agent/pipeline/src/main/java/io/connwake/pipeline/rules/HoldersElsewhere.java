package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Lease;
import io.connwake.recorder.event.Site;
import io.connwake.recorder.event.StillOpen;
import io.connwake.recorder.event.StillOpen.Holder;

/**
 * Those holders of an exhausted pool that have had their connection for a second or more and were seen elsewhere than in the
 * driver, but not waiting for another one of it, or whose line is known for that; none unless they are the most of those that
 * are named.
 */
final class HoldersElsewhere {
    private static final long LONG_NANOS = 1_000_000_000L;

    private final LineTally lines = new LineTally();
    private final LineTally places = new LineTally();
    private final int all;
    private int number;
    private int keptOpen;
    private int inDriver;

    HoldersElsewhere(Exhaustion exhaustion, Cases cases) {
        all = exhaustion.holders.size();
        for (Lease holder : exhaustion.holders) {
            Site site = holder.site();
            if (site != null) {
                String line = site.line().toString();
                StillOpen look = holder.watch().look();
                inDriver += look != null && isInDriver(holder, look) ? 1 : 0;
                if (asks(holder, exhaustion)) {
                    continue; // for another one: that is what it holds it for
                }
                if (look != null && isElsewhere(holder, look)) {
                    add(line, String.valueOf(look.holderAt()));
                    keptOpen += look.keptOpen() ? 1 : 0;
                } else if (cases.isConfirmed(HeldIdleRule.KIND, exhaustion.pool, line)) {
                    add(line, "");
                }
            }
        }
    }

    private static boolean asks(Lease holder, Exhaustion exhaustion) {
        for (Lease waiter : exhaustion.waiters) {
            boolean since = waiter.startNanos() - holder.acquiredNanos() > 0;
            if (since && holder.thread() != null && holder.thread().equals(waiter.thread())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isElsewhere(Lease holder, StillOpen look) {
        return (look.holder() == Holder.HOLDING || look.holder() == Holder.RETURNED)
                && look.holderAt() != null
                && !look.inDriver()
                && look.atNanos() - holder.acquiredNanos() >= LONG_NANOS;
    }

    /** It waits for the server, which may be as long for a lock of another one's. */
    private static boolean isInDriver(Lease holder, StillOpen look) {
        return look.inDriver() && look.atNanos() - holder.acquiredNanos() >= LONG_NANOS;
    }

    private void add(String line, String place) {
        number++;
        lines.add(line, 1);
        if (!place.isEmpty()) {
            places.add(place, 1);
        }
    }

    boolean isEmpty() {
        return 2 * number <= all;
    }

    /** All the others are in the driver, and have been for long. */
    boolean mayBlockTheOthers() {
        return number > 0 && inDriver > 0 && number + inDriver == all && !places.isEmpty();
    }

    /** What is known of who may block the others. */
    String blockers() {
        return "what was acquired " + at(lines) + ", by a thread that is " + at(places);
    }

    String advice(Frameworks frameworks) {
        boolean isOpenInView = 2 * keptOpen > number && frameworks.opensSessionsInView();
        String what = isOpenInView
                ? "Set " + Frameworks.NOT_IN_VIEW + ", so that each goes back when its transaction ends: "
                : "Shorten what holds them: ";
        return what + Words.count(number) + " of the " + Words.count(all)
                + (number == 1 ? " named is" : " named are") + " held for something else than the database, acquired "
                + at(lines) + (places.isEmpty() ? "" : ", the thread " + at(places));
    }

    private static String at(LineTally tally) {
        return (tally.mainPercent() < 100 ? "mostly at " : "at ") + tally.main();
    }
}
