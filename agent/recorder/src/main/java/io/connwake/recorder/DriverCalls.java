package io.connwake.recorder;

import io.connwake.recorder.event.ErrorFacts;
import io.connwake.recorder.event.StatementFailed;
import io.connwake.recorder.event.Survived;
import io.connwake.recorder.event.Validated;
import org.jspecify.annotations.Nullable;

/** What runs on a physical connection: executions, commits, switches of auto-commit, validations. */
final class DriverCalls {
    /** Below that no peer gives a connection up. */
    private static final long LONG_IDLE_NANOS = 1_000_000_000L;

    private final Lanes lanes;
    private final Records records;
    private final Misuses misuses;
    private final Transactions transactions;

    DriverCalls(Lanes lanes, Records records, Misuses misuses) {
        this.lanes = lanes;
        this.records = records;
        this.misuses = misuses;
        this.transactions = new Transactions(lanes, misuses);
    }

    /** Only the outermost driver call counts: drivers call themselves. */
    void enter(ThreadTrace thread, int hook, Object connection, Frame.Kind kind) {
        Frame frame = thread.push(hook);
        if (frame != null && !thread.inDriver && records.of(connection) instanceof PhysicalRecord physical) {
            if (kind == Frame.Kind.VALIDATE) {
                thread.testEnds();
                thread.tested = physical;
            }
            begin(thread, frame, physical, kind);
        }
    }

    /**
     * @param text what is executed; null where it was prepared
     * @param prepared what it says where it was prepared
     */
    void execute(
            ThreadTrace thread,
            Frame frame,
            PhysicalRecord physical,
            Object statement,
            @Nullable Object text,
            FirstWord prepared) {
        frame.says(Transactions.said(physical, statement, text, prepared));
        int user = physical.user;
        if (user != 0 && user != thread.number) {
            misuses.shares(thread, physical, user);
        }
        physical.user = thread.number;
        begin(thread, frame, physical, Frame.Kind.EXECUTE);
    }

    private static void begin(ThreadTrace thread, Frame frame, PhysicalRecord physical, Frame.Kind kind) {
        thread.inDriver = true;
        thread.touches(physical);
        frame.begin(kind);
        frame.connection(physical);
        frame.startNanos = Clock.nanos();
    }

    /** A driver's call within its own call: where that is a test, this is why it will say no. */
    void failWithin(ThreadTrace thread, Throwable failure) {
        if (thread.tested != null && thread.testFailure == null) {
            thread.testFailure = failure;
        }
    }

    /**
     * What changes no row leaves nothing to commit. Of an insert a trigger may have made another one, of which no row
     * is told.
     */
    void endUpdate(ThreadTrace thread, Frame frame, int changed) {
        if (changed == 0 && frame.says() == FirstWord.CHANGES) {
            frame.says(FirstWord.WRITES_NOTHING);
        }
        end(thread, frame, true);
    }

    /** {@code wrote}: what was executed may have written. */
    void end(ThreadTrace thread, Frame frame, boolean wrote) {
        PhysicalRecord physical = frame.connection();
        if (physical != null) {
            boolean settles = transactions.ends(thread, frame, physical, wrote);
            long now = Clock.nanos();
            if (isTest(thread, frame, physical)) {
                lanes.event(new Validated(frame.startNanos, now, physical.id, true, idle(frame, physical, true)));
            }
            boolean asked = asksServer(frame, physical);
            if (asked) {
                survived(frame, physical);
            }
            Frame.Kind kind = frame.kind();
            leave(thread, frame, now, physical);
            if (settles || kind == Frame.Kind.END) {
                physical.endsTransaction();
            }
            if (asked) {
                physical.lastNanos = now;
            } else {
                physical.touchedNanos = now;
            }
        }
    }

    private void survived(Frame frame, PhysicalRecord physical) {
        Lease lease = physical.lease;
        if (lease != null) {
            long idle = idle(frame, physical, true);
            lease.survived(idle);
            if (idle >= LONG_IDLE_NANOS) {
                lanes.event(new Survived(frame.startNanos, physical.id, idle));
            }
        }
    }

    void validated(ThreadTrace thread, Frame frame, boolean alive) {
        PhysicalRecord physical = frame.connection();
        if (physical != null) {
            long now = Clock.nanos();
            long start = frame.startNanos;
            long idle = idle(frame, physical, alive);
            Throwable why = alive ? null : thread.testFailure;
            thread.testEnds();
            thread.inDriver = false;
            frame.clear();
            if (why != null) {
                tell(start, now, physical, StatementFailed.Call.VALIDATE, idle, physical.inTransaction, why);
            }
            lanes.event(new Validated(start, now, physical.id, alive, idle));
            if (alive) {
                physical.lastNanos = now;
            }
        }
    }

    /**
     * Drivers keep a switch of auto-commit, and the end of a transaction that never began, to themselves: such a call says
     * nothing of the server (so pgjdbc). Some ask it nonetheless; then the next statement tells.
     */
    private static boolean asksServer(Frame frame, PhysicalRecord physical) {
        return frame.kind() == Frame.Kind.EXECUTE || (frame.kind() == Frame.Kind.END && physical.inTransaction);
    }

    /**
     * A statement on a connection that was open before the acquire and is not lent yet: the pool tests it by a query. Unless
     * the acquire is over and nobody heard it.
     */
    private static boolean isTest(ThreadTrace thread, Frame frame, PhysicalRecord physical) {
        AcquireTrace acquire = thread.acquire;
        return thread.acquireDepth > 0
                && !thread.holder.hasFailedSince(acquire.sinceNanos)
                && acquire.pool == null
                && frame.kind() == Frame.Kind.EXECUTE
                && physical.openedNanos - acquire.sinceNanos < 0;
    }

    /** What may be too short where it was survived and too long where it was not, so that it proves what it says. */
    private static long idle(Frame frame, PhysicalRecord physical, boolean survived) {
        long last = survived ? Math.max(physical.lastNanos, physical.touchedNanos) : physical.lastNanos;
        return Math.max(0, frame.startNanos - last);
    }

    private void leave(ThreadTrace thread, Frame frame, long nowNanos, PhysicalRecord physical) {
        thread.inDriver = false;
        PinWatch watch = physical.pins;
        if (watch != null) {
            watch.used(physical.inTransaction ? physical.lastNanos : frame.startNanos, nowNanos);
        }
        boolean execution = frame.kind() == Frame.Kind.EXECUTE;
        Lease lease = physical.lease;
        if (lease != null) {
            lease.used(nowNanos, nowNanos - frame.startNanos, thread.holder);
            if (execution) {
                lease.statements++;
            }
        }
        if (execution || frame.kind() == Frame.Kind.END) {
            physical.inTransaction = execution && !physical.commitsEach();
        }
        if (execution) {
            thread.leaves(physical);
        }
        frame.clear();
    }

    void fail(ThreadTrace thread, Frame frame, Throwable failure) {
        PhysicalRecord physical = frame.connection();
        if (physical == null) {
            return;
        }
        long now = Clock.nanos();
        long start = frame.startNanos;
        long idle = idle(frame, physical, false);
        StatementFailed.Call call = call(frame.kind());
        boolean inTransaction = physical.inTransaction;
        boolean isTest = isTest(thread, frame, physical);
        thread.testEnds();
        boolean isStatement = frame.kind() == Frame.Kind.EXECUTE;
        leave(thread, frame, now, physical);
        if (isStatement) {
            transactions.losesSight(physical); // some end with the statement that fails
        }
        physical.lastNanos = now;
        ErrorFacts facts = tell(start, now, physical, call, idle, inTransaction, failure);
        if (isTest) {
            lanes.event(new Validated(start, now, physical.id, false, idle));
        }
        Lease lease = physical.lease;
        if (lease != null) {
            lease.errs();
            lease.lastState = facts.sqlState();
        }
    }

    private ErrorFacts tell(
            long startNanos,
            long nowNanos,
            PhysicalRecord physical,
            StatementFailed.Call call,
            long idleNanos,
            boolean inTransaction,
            Throwable failure) {
        ErrorFacts facts = Errors.read(failure);
        long leaseId = physical.lease == null ? 0 : physical.lease.id();
        boolean closedHere = physical.closed && !physical.hungUp;
        lanes.event(new StatementFailed(
                startNanos, nowNanos, physical.id, leaseId, call, idleNanos, inTransaction, closedHere, facts));
        return facts;
    }

    private static StatementFailed.Call call(Frame.Kind kind) {
        return switch (kind) {
            case END -> StatementFailed.Call.END;
            case SWITCH -> StatementFailed.Call.SWITCH;
            case VALIDATE -> StatementFailed.Call.VALIDATE;
            default -> StatementFailed.Call.EXECUTE;
        };
    }
}
