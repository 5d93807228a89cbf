package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Outcome;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.recorder.event.StillOpen;
import io.connwake.recorder.event.StillOpen.Holder;
import java.util.ArrayList;
import java.util.List;

/** An acquire that waits, or waited, while its thread seemed to hold other connections of the same pool. */
final class NestedWait {
    private static final int MOST_TRIES = 5;
    private static final long LINE_NANOS = 3_000_000_000L;

    final Lease inner;
    final Pool pool;
    /** Threads that nested at that moment. */
    final int threads;

    private final List<Lease> outer;
    private int tries;

    NestedWait(Lease inner, Pool pool, List<Lease> outer, int threads) {
        this.inner = inner;
        this.pool = pool;
        this.outer = List.copyOf(outer);
        this.threads = threads;
    }

    enum Verdict {
        NESTED,
        NOT,
        /** The holders were not looked at yet. */
        OPEN
    }

    /** Of what the thread holds. */
    private enum Hold {
        SURE,
        /** No site was captured, so that its stack says nothing. */
        UNSURE,
        NONE,
        UNSEEN
    }

    /** It waits still, and where is learned from its stack after a second, or when it fails. */
    boolean mayTellItsLine(long nowNanos) {
        boolean isWaiting = inner.acquired() == null && inner.failed() == null;
        return isWaiting && inner.line() == null && nowNanos - inner.startNanos() < LINE_NANOS;
    }

    /** @param isUsual others were seen nesting in this pool, so that what is not sure is believed */
    Verdict verdict(boolean isUsual) {
        boolean unsure = false;
        boolean unseen = false;
        for (Lease lease : outer) {
            Hold hold = holdOf(lease);
            if (hold == Hold.SURE) {
                return Verdict.NESTED;
            }
            unsure |= hold == Hold.UNSURE;
            unseen |= hold == Hold.UNSEEN;
        }
        if (unsure && isUsual) {
            return Verdict.NESTED;
        }
        return (unsure || unseen) && ++tries < MOST_TRIES ? Verdict.OPEN : Verdict.NOT;
    }

    /** Its thread seemed to. */
    boolean mayHold(Lease lease) {
        return outer.contains(lease);
    }

    /** Connections that its thread had or wanted. */
    int depth() {
        return Math.max(2, 1 + held().size());
    }

    /** What it really held. */
    List<Lease> held() {
        List<Lease> held = new ArrayList<>();
        for (Lease lease : outer) {
            Hold hold = holdOf(lease);
            if (hold == Hold.SURE || hold == Hold.UNSURE) {
                held.add(lease);
            }
        }
        return held;
    }

    /** What was handed over to another thread blocks nobody. */
    private static boolean isGivenBackByItsThread(Lease lease) {
        return lease.released() != null && lease.released().thread().equals(lease.thread());
    }

    private Hold holdOf(Lease lease) {
        if (lease.outcome() == Outcome.RELEASED) {
            // its release may have been lost for a while
            boolean isLater = lease.endNanos() - inner.startNanos() > 0;
            return isLater && isGivenBackByItsThread(lease) ? Hold.SURE : Hold.NONE;
        }
        if (!lease.isOpen() || LeakRule.KIND.equals(lease.finding())) {
            return Hold.NONE;
        }
        StillOpen look = lease.watch().look();
        if (look == null || look.atNanos() - inner.startNanos() < 0) {
            return Hold.UNSEEN;
        }
        if (look.holder() == Holder.HOLDING) {
            return Hold.SURE;
        }
        if (look.holder() == Holder.AGAIN) {
            return Hold.UNSEEN; // what comes of it, when the wait is over, tells
        }
        return look.holder() == Holder.UNKNOWN && lease.site() == null ? Hold.UNSURE : Hold.NONE;
    }
}
