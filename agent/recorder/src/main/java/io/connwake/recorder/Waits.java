package io.connwake.recorder;

import io.connwake.recorder.event.CodeLine;
import io.connwake.recorder.event.Event;
import io.connwake.recorder.event.Waiting;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The acquires that are under way. */
final class Waits {
    private static final long DOUBTFUL_NANOS = 1_000_000_000L;
    private static final int MOST_LOOKS = 64;

    private final Threads threads;
    private final Records records;
    private final List<VirtualWait> virtual = new ArrayList<>();
    private final Rota rota = new Rota(MOST_LOOKS);

    Waits(Threads threads, Records records) {
        this.threads = threads;
        this.records = records;
    }

    void add(VirtualWait wait) {
        if (!wait.isOver) {
            virtual.add(wait);
        }
    }

    void sweep(long nowNanos, Consumer<? super Event> events) {
        threads.virtualAreBusy(isVirtualBusy());
        Iterator<ThreadTrace> each = threads.living();
        while (each.hasNext()) {
            ThreadTrace thread = each.next();
            long since = thread.acquire.sinceNanos;
            long leaseId = thread.leaseId();
            if (since == 0 || since - nowNanos > 0 || thread.holder.lastDrained() == leaseId) {
                continue; // in the last case it was told already that this one has its connection
            }
            boolean isLookedAt = rota.isUp(nowNanos - since >= DOUBTFUL_NANOS);
            CodeLine at = isLookedAt ? HolderStack.acquiring(thread.holder) : null;
            if (isLookedAt && at == null) {
                thread.isStale |= thread.acquire.sinceNanos == since; // over, though nobody said so
            } else {
                events.accept(waiting(nowNanos, since, leaseId, thread, at));
            }
        }
        rota.turn();
        sweepVirtual(nowNanos, events);
    }

    private boolean isVirtualBusy() {
        for (VirtualWait each : virtual) {
            if (!each.isOver && each.thread.frames.isOpeningOrTesting()) {
                return true;
            }
        }
        return false;
    }

    private void sweepVirtual(long nowNanos, Consumer<? super Event> events) {
        Iterator<VirtualWait> each = virtual.iterator();
        while (each.hasNext()) {
            VirtualWait wait = each.next();
            if (wait.isOver || wait.holder.isDead()) {
                each.remove();
            } else {
                events.accept(waiting(nowNanos, wait.sinceNanos, wait.leaseId, wait.thread, null));
            }
        }
    }

    private Waiting waiting(long nowNanos, long sinceNanos, long leaseId, ThreadTrace thread, @Nullable CodeLine at) {
        PoolRecord pool = thread.acquire.askedPool;
        Object source = thread.acquire.askedSource;
        if (pool == null && source != null) {
            pool = records.pool(source); // by now, thanks to an acquire that began with this one and ended before
        }
        if (pool != null) {
            pool.waitedFor = true;
        }
        boolean busy = thread.holder.isRunning() || threads.areBusy(nowNanos);
        return new Waiting(nowNanos, sinceNanos, leaseId, pool == null ? 0 : pool.id, thread.holder.ref, at, busy);
    }
}
