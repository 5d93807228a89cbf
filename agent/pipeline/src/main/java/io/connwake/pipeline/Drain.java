package io.connwake.pipeline;

import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.origin.Guard;
import io.connwake.pipeline.origin.PipelineSettings;
import io.connwake.pipeline.spans.Outlet;
import io.connwake.pipeline.spans.Outlets;
import io.connwake.recorder.EventSource;
import io.connwake.recorder.event.Event;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes events from the recorder and applies them, once a second looks at what is open, and lets the outputs have their
 * metrics. Turned by one thread; each piece of work runs in the guard, so that a poisoned event costs itself alone.
 */
public final class Drain {
    private static final int MOST_PER_TURN = 16_384;
    private static final int LAST_ROUNDS = 64;
    private static final long SWEEP_NANOS = 1_000_000_000L;
    private static final long ALARM_NANOS = 200_000_000L;

    private final EventSource source;
    private final PipelineSettings settings;
    private final Surroundings surroundings;
    private final Outlets outlets;
    private final Guard guard;
    private final Applying applying = new Applying();
    private @Nullable Bookkeeper bookkeeper;
    private boolean turned;
    private boolean finished;
    private long nowNanos;
    private long sweptNanos;

    public Drain(EventSource source, PipelineSettings settings, Surroundings surroundings, List<Outlet> outlets) {
        this.source = source;
        this.settings = settings;
        this.surroundings = surroundings;
        this.outlets = new Outlets(outlets);
        this.guard = surroundings.guard();
    }

    /** One turn; returns how many events there were. */
    public int turn(long nanos) {
        at(nanos);
        applying.count = 0;
        guard.run("drain", new Step(Work.DRAIN));
        if (bookkeeper != null) {
            guard.run("settle", new Step(Work.SETTLE));
        }
        if (isSweepDue()) {
            sweep(false);
        }
        if (bookkeeper != null) {
            guard.run("metrics", new Step(Work.METRICS));
            outlets.turned();
        }
        return applying.count;
    }

    /** A turn and whatever the outputs hold back. */
    public void flush(long nanos, long timeoutNanos) {
        turn(nanos);
        if (bookkeeper == null) {
            return;
        }
        guard.run("metrics", new Step(Work.ALL_METRICS));
        long begunNanos = System.nanoTime();
        for (Outlet outlet : outlets) {
            outlet.flush(Math.max(0, timeoutNanos - (System.nanoTime() - begunNanos)));
        }
    }

    /** The last turn: what is open is told as open, every finding in its last state; then the outputs are closed. */
    public void finish(long nanos, long timeoutNanos) {
        if (finished) {
            return;
        }
        finished = true;
        at(nanos);
        drainAll();
        sweep(true);
        if (bookkeeper != null) {
            guard.run("finish", new Step(Work.FINISH));
        }
        long begunNanos = System.nanoTime();
        for (Outlet outlet : outlets) {
            if (bookkeeper != null) {
                outlet.flush(Math.max(0, timeoutNanos - (System.nanoTime() - begunNanos)));
            }
            outlet.close();
        }
    }

    private void at(long nanos) {
        if (!turned) {
            turned = true;
            sweptNanos = nanos;
        }
        nowNanos = nanos;
        outlets.at(nanos);
    }

    private boolean isSweepDue() {
        long sinceNanos = nowNanos - sweptNanos;
        return sinceNanos >= SWEEP_NANOS
                || (sinceNanos >= ALARM_NANOS
                        && bookkeeper != null
                        && bookkeeper.ledger().alarmed());
    }

    /** What was released while the sweep looked lies in the ring by now, so it is heard before anything is judged. */
    private void sweep(boolean last) {
        sweptNanos = nowNanos;
        guard.run("sweep", new Step(Work.SWEEP));
        drainAll();
        if (bookkeeper != null) {
            guard.run("judge", new Step(last ? Work.LAST_JUDGE : Work.JUDGE));
        }
    }

    private void drainAll() {
        for (int round = 0; round < LAST_ROUNDS; round++) {
            int before = applying.count;
            guard.run("drain", new Step(Work.DRAIN));
            if (applying.count == before) {
                return;
            }
        }
    }

    private Bookkeeper begin() {
        Bookkeeper first = new Bookkeeper(source, settings, surroundings, outlets);
        bookkeeper = first;
        outlets.started();
        return first;
    }

    private void metrics(Bookkeeper keeper, boolean all) {
        for (Outlet outlet : outlets) {
            if (all || outlet.wantsMetrics(nowNanos)) {
                outlet.metrics(keeper.report(outlet, nowNanos), nowNanos);
            }
        }
    }

    private void judge(Bookkeeper keeper, boolean last) {
        keeper.ledger().afterSweep(nowNanos, last);
        keeper.judge(nowNanos, last);
    }

    /** The pools' last figures are those of the moment before everything ends. */
    private void finish(Bookkeeper keeper) {
        Ledger ledger = keeper.ledger();
        ledger.endLeases(nowNanos);
        keeper.judge(nowNanos, true);
        ledger.endConnections(nowNanos);
        metrics(keeper, true);
    }

    /** Each event in a guard of its own. */
    private final class Applying implements Consumer<Event>, Runnable {
        private int count;
        private @Nullable Event current;

        @Override
        public void accept(Event event) {
            count++;
            current = event;
            guard.run("event", this);
        }

        @Override
        public void run() {
            Event event = current;
            if (event != null) {
                (bookkeeper == null ? begin() : bookkeeper).ledger().apply(event);
            }
        }
    }

    /** Leases that the ledger does not know are not looked at. */
    private final class Looking implements EventSource.Examination {
        @Override
        public boolean wants(long leaseId, long lastUsedNanos) {
            return bookkeeper != null && bookkeeper.ledger().wants(leaseId, lastUsedNanos);
        }
    }

    private enum Work {
        DRAIN,
        SETTLE,
        SWEEP,
        JUDGE,
        LAST_JUDGE,
        METRICS,
        ALL_METRICS,
        FINISH
    }

    /** A piece of work as something that the guard can run; a lambda would cost the first one dear. */
    private final class Step implements Runnable {
        private final Work work;

        Step(Work work) {
            this.work = work;
        }

        @Override
        public void run() {
            Bookkeeper keeper = bookkeeper;
            if (work == Work.DRAIN) {
                source.drain(applying, MOST_PER_TURN);
            } else if (work == Work.SWEEP) {
                sweepOpen(keeper);
            } else if (keeper == null) {
                return;
            } else if (work == Work.SETTLE) {
                keeper.settle();
            } else if (work == Work.JUDGE || work == Work.LAST_JUDGE) {
                judge(keeper, work == Work.LAST_JUDGE);
            } else if (work == Work.FINISH) {
                finish(keeper);
            } else {
                metrics(keeper, work == Work.ALL_METRICS);
            }
        }

        private void sweepOpen(@Nullable Bookkeeper keeper) {
            if (keeper != null) {
                keeper.ledger().beforeSweep(nowNanos);
            }
            source.sweep(nowNanos, new Looking(), applying);
        }
    }
}
