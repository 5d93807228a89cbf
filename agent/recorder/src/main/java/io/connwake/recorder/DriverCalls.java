package io.connwake.recorder;

import io.connwake.recorder.event.StatementFailed;
import io.connwake.recorder.event.Validated;

/** What runs on a physical connection: executions, commits, switches of auto-commit, validations. */
final class DriverCalls {
    private final Lanes lanes;
    private final Records records;

    DriverCalls(Lanes lanes, Records records) {
        this.lanes = lanes;
        this.records = records;
    }

    /** Only the outermost driver call counts: drivers call themselves. */
    void enter(ThreadTrace thread, int hook, Object target, Frame.Kind kind) {
        Frame frame = thread.push(hook);
        if (frame != null && !thread.inDriver && records.of(target) instanceof PhysicalRecord physical) {
            thread.inDriver = true;
            thread.touches(physical);
            frame.begin(kind);
            frame.connection(physical);
            frame.startNanos = System.nanoTime();
        }
    }

    void end(ThreadTrace thread, Frame frame) {
        PhysicalRecord physical = frame.connection();
        if (physical != null) {
            long now = System.nanoTime();
            tested(thread, frame, now, physical, true);
            Lease lease = physical.lease;
            if (lease != null) {
                lease.survived(frame.startNanos - physical.lastNanos);
            }
            leave(thread, frame, now, physical);
        }
    }

    void validated(ThreadTrace thread, Frame frame, boolean alive) {
        PhysicalRecord physical = frame.connection();
        if (physical != null) {
            long now = System.nanoTime();
            lanes.event(new Validated(frame.startNanos, now, physical.id, alive));
            if (alive) {
                physical.lastNanos = now;
            }
            thread.inDriver = false;
            frame.clear();
        }
    }

    /** A statement on a connection that was open before the acquire and is not lent yet: the pool tests it by a query. */
    private void tested(ThreadTrace thread, Frame frame, long nowNanos, PhysicalRecord physical, boolean alive) {
        if (thread.acquireDepth > 0
                && thread.pool == null
                && frame.kind() == Frame.Kind.EXECUTE
                && physical.openedNanos - thread.waitingSinceNanos < 0) {
            lanes.event(new Validated(frame.startNanos, nowNanos, physical.id, alive));
        }
    }

    private void leave(ThreadTrace thread, Frame frame, long nowNanos, PhysicalRecord physical) {
        thread.inDriver = false;
        physical.lastNanos = nowNanos;
        boolean execution = frame.kind() == Frame.Kind.EXECUTE;
        Lease lease = physical.lease;
        if (lease != null) {
            lease.used(nowNanos, nowNanos - frame.startNanos, thread.holder);
            if (execution) {
                lease.statements++;
            }
        }
        if (execution || frame.kind() == Frame.Kind.END) {
            physical.inTransaction = execution && !physical.autoCommit;
        }
        frame.clear();
    }

    void fail(ThreadTrace thread, Frame frame, Throwable failure) {
        PhysicalRecord physical = frame.connection();
        if (physical == null) {
            return;
        }
        long now = System.nanoTime();
        long start = frame.startNanos;
        long idle = Math.max(0, start - physical.lastNanos);
        boolean inTransaction = physical.inTransaction;
        StatementFailed.Call call = call(frame.kind());
        tested(thread, frame, now, physical, false);
        leave(thread, frame, now, physical);
        Lease lease = physical.lease;
        var facts = Errors.read(failure);
        if (lease != null) {
            lease.errors++;
            lease.lastState = facts.sqlState();
        }
        long leaseId = lease == null ? 0 : lease.id();
        lanes.event(new StatementFailed(
                start, now, physical.id, leaseId, call, idle, inTransaction, physical.closed, facts));
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
