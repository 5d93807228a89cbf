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
            leave(thread, frame, now, physical);
        }
    }

    void validated(ThreadTrace thread, Frame frame, boolean alive) {
        PhysicalRecord physical = frame.connection();
        if (physical != null) {
            lanes.event(new Validated(frame.startNanos, System.nanoTime(), physical.id, alive));
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
        tested(thread, frame, now, physical, false);
        leave(thread, frame, now, physical);
        Lease lease = physical.lease;
        var facts = Errors.read(failure);
        if (lease != null) {
            lease.errors++;
            lease.lastState = facts.sqlState();
        }
        lanes.event(new StatementFailed(start, now, physical.id, lease == null ? 0 : lease.id(), facts));
    }
}
