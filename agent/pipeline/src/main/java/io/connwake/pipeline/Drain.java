package io.connwake.pipeline;

import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.live.Situation;
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
    private static final char APPLY = 'a';
    private static final char DRAIN = 'd';
    private static final char SETTLE = 's';
    private static final char SWEEP = 'w';
    private static final char JUDGE = 'j';
    private static final char LAST_JUDGE = 'l';
    private static final char METRICS = 'm';
    private static final char ALL_METRICS = 'M';
    private static final char FINISH = 'f';
    private static final int MOST_AT_ONCE = 2_048;
    private static final int ROUNDS_PER_TURN = 8;
    private static final int LAST_ROUNDS = 512;
    private static final long SWEEP_NANOS = 1_000_000_000L;
    private static final long ALARM_NANOS = 200_000_000L;
    /** What of the time for the end is for closing the outputs. */
    private static final int CLOSING_SHARE = 8;

    private final EventSource source;
    private final PipelineSettings settings;
    private final Surroundings surroundings;
    private final Outlets outlets;
    private final Guard guard;
    private final Inside inside = new Inside(APPLY);
    private @Nullable Bookkeeper bookkeeper;
    private boolean turned;
    private boolean finished;
    private volatile long hurryNanos;
    private volatile boolean told;
    private long nowNanos;
    private long sweptNanos;

    /** @param outlets first the one that hears what the others lost */
    public Drain(EventSource source, PipelineSettings settings, Surroundings surroundings, List<Outlet> outlets) {
        this.source = source;
        this.settings = settings;
        this.surroundings = surroundings;
        this.outlets = new Outlets(outlets);
        this.guard = surroundings.guard();
    }

    /** One turn; returns how many events there were. */
    public int turn(long nanos) {
        at(nanos, false);
        inside.count = 0;
        drain(ROUNDS_PER_TURN);
        if (bookkeeper != null) {
            guard.run("settle", new Inside(SETTLE));
        }
        if (isSweepDue()) {
            sweep(false);
        }
        if (bookkeeper != null) {
            guard.run("metrics", new Inside(METRICS));
            outlets.turned();
        }
        return inside.count;
    }

    /** A turn for all that happened so far; what ended within it is told as well, not a turn later. */
    public void catchUp(long nanos) {
        turn(nanos);
        drainAll();
        if (bookkeeper != null) {
            guard.run("settle", new Inside(SETTLE));
            guard.run("settle", new Inside(SETTLE));
            outlets.turned();
        }
    }

    /** The same; then all that is open is told as it is at this moment. */
    void look(long nanos, Situation situation) {
        catchUp(nanos);
        Bookkeeper keeper = bookkeeper;
        if (keeper != null) {
            source.look(nanos, situation);
            situation.tell(keeper.ledger(), nanos);
        }
    }

    /** Catches up, and has the outputs send whatever they hold back. */
    public void flush(long nanos, long timeoutNanos) {
        catchUp(nanos);
        if (bookkeeper == null) {
            return;
        }
        guard.run("metrics", new Inside(ALL_METRICS));
        long begunNanos = System.nanoTime();
        for (Outlet outlet : outlets) {
            outlet.flush(Math.max(0, timeoutNanos - (System.nanoTime() - begunNanos)));
        }
    }

    /** From any thread: what is not heard by that instant is thrown away and counted, so that the end can be told. */
    public void hurry(long untilNanos) {
        hurryNanos = untilNanos;
    }

    /**
     * The last turn: what is open is told as open, every finding in its last state; then the outputs are closed, the first
     * one last, so that it hears what the others lost at their end.
     */
    public void finish(long nanos, long timeoutNanos) {
        if (finished) {
            return;
        }
        finished = true;
        long begunNanos = System.nanoTime();
        at(nanos, true);
        drainAll();
        sweep(true);
        if (bookkeeper != null) {
            guard.run("finish", new Inside(FINISH));
        }
        told = true;
        long lost = outlets.failures();
        if (bookkeeper != null) {
            long flushNanos = timeoutNanos - timeoutNanos / CLOSING_SHARE;
            for (Outlet outlet : outlets) {
                outlet.flush(Math.max(0, flushNanos - (System.nanoTime() - begunNanos)));
            }
        }
        while (outlets.closeLast()) {
            if (outlets.failures() > lost) {
                lost = outlets.failures();
                guard.run("metrics", new Inside(ALL_METRICS));
            }
        }
        source.close();
    }

    /** From any thread: the end was handed to the outputs, which may have to get rid of it yet. */
    boolean hasTold() {
        return told;
    }

    private void at(long nanos, boolean last) {
        if (!turned) {
            turned = true;
            sweptNanos = nanos;
        }
        nowNanos = nanos;
        outlets.at(nanos);
        source.turn(nanos, last);
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
        guard.run("sweep", new Inside(SWEEP));
        drainAll();
        if (bookkeeper != null) {
            guard.run("judge", new Inside(last ? LAST_JUDGE : JUDGE));
        }
    }

    private void drainAll() {
        drain(LAST_ROUNDS);
    }

    private void drain(int rounds) {
        for (int round = 0; round < rounds; round++) {
            int before = inside.count;
            if (isLate()) {
                source.discard();
                return;
            }
            guard.run("drain", new Inside(DRAIN));
            if (inside.count == before) {
                return;
            }
        }
    }

    private boolean isLate() {
        return hurryNanos != 0 && System.nanoTime() - hurryNanos > 0;
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

    private void sweepOpen(@Nullable Bookkeeper keeper) {
        if (keeper != null) {
            keeper.ledger().beforeSweep(nowNanos);
        }
        source.sweep(nowNanos, inside, inside);
    }

    private void apply(Event event) {
        (bookkeeper == null ? begin() : bookkeeper).ledger().apply(event);
    }

    private void run(char work) {
        Bookkeeper keeper = bookkeeper;
        if (work == DRAIN) {
            source.drain(inside, MOST_AT_ONCE);
        } else if (work == SWEEP) {
            sweepOpen(keeper);
        } else if (keeper == null) {
            return;
        } else if (work == SETTLE) {
            keeper.settle();
        } else if (work == JUDGE || work == LAST_JUDGE) {
            judge(keeper, work == LAST_JUDGE);
        } else if (work == FINISH) {
            finish(keeper);
        } else {
            metrics(keeper, work == ALL_METRICS);
        }
    }

    /** What the recorder and the guard call back; one class for all of it, since each costs start-up. */
    private final class Inside implements Consumer<Event>, EventSource.Examination, Runnable {
        private final char work;
        private @Nullable Event current;
        private int count;

        Inside(char work) {
            this.work = work;
        }

        /** Each event in a guard of its own. */
        @Override
        public void accept(Event event) {
            count++;
            current = event;
            guard.run("event", this);
        }

        /** Leases that the ledger does not know are not looked at. */
        @Override
        public boolean wants(long leaseId, long lastUsedNanos) {
            return bookkeeper != null && bookkeeper.ledger().wants(leaseId, lastUsedNanos);
        }

        @Override
        public void run() {
            if (work != APPLY) {
                Drain.this.run(work);
            } else if (current != null) {
                apply(current);
            }
        }
    }
}
