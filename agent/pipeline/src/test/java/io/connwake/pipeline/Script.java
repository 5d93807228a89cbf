package io.connwake.pipeline;

import io.connwake.recorder.EventSource;
import io.connwake.recorder.event.CodeLine;
import io.connwake.recorder.event.Event;
import io.connwake.recorder.event.Garbage;
import io.connwake.recorder.event.PoolSeen;
import io.connwake.recorder.event.Released;
import io.connwake.recorder.event.StillOpen;
import io.connwake.recorder.event.ThreadRef;
import io.connwake.recorder.event.Waiting;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A recorder whose lane and whose open leases are written by hand. */
final class Script implements EventSource {
    final Deque<Event> lane = new ArrayDeque<>();
    final Map<Long, OpenLease> open = new LinkedHashMap<>();
    final Map<Long, Wait> waits = new LinkedHashMap<>();
    final List<Released> lostReleases = new ArrayList<>();
    /** A connection is being opened or tested somewhere. */
    boolean busy;

    final List<Long> leakedPools = new ArrayList<>();
    int looks;
    private long taken;
    long leasesDropped;
    long releasesDropped;

    record Wait(long sinceNanos, long lease, long pool, ThreadRef thread) {}

    @Override
    public int drain(Consumer<? super Event> events, int limit) {
        int count = 0;
        while (count < limit && !lane.isEmpty()) {
            count++;
            taken++;
            events.accept(lane.poll());
        }
        return count;
    }

    @Override
    public void sweep(long nowNanos, Examination examination, Consumer<? super Event> events) {
        for (Released lost : List.copyOf(lostReleases)) {
            events.accept(lost);
        }
        lostReleases.clear();
        for (OpenLease lease : List.copyOf(open.values())) {
            look(nowNanos, lease, examination, events);
        }
        tellWaits(nowNanos, events);
    }

    @Override
    public void look(long nowNanos, Consumer<? super Event> events) {
        for (OpenLease lease : open.values()) {
            events.accept(seen(nowNanos, lease));
        }
        tellWaits(nowNanos, events);
    }

    private void tellWaits(long nowNanos, Consumer<? super Event> events) {
        for (Wait wait : waits.values()) {
            CodeLine at = nowNanos - wait.sinceNanos() < Scene.SECOND ? null : Scene.WAITING_CODE;
            events.accept(new Waiting(nowNanos, wait.sinceNanos(), wait.lease(), wait.pool(), wait.thread(), at, busy));
        }
    }

    @Override
    public void leaked(long poolId) {
        leakedPools.add(poolId);
    }

    @Override
    public Tally tally() {
        return new Tally(taken, leasesDropped, releasesDropped, 0, 0);
    }

    /** An event that no code can stand. */
    @SuppressWarnings("NullAway")
    static Event poison() {
        return new PoolSeen(0, null);
    }

    private void look(long nowNanos, OpenLease lease, Examination examination, Consumer<? super Event> events) {
        long id = lease.acquired.leaseId();
        if (lease.garbage) {
            open.remove(id);
            events.accept(new Garbage(nowNanos, id, lease.statements, lease.errors));
        } else if (examination.wants(id, lease.lastUsedNanos)) {
            looks++;
            events.accept(seen(nowNanos, lease));
        }
    }

    private static StillOpen seen(long nowNanos, OpenLease lease) {
        return new StillOpen(
                nowNanos,
                lease.acquired.leaseId(),
                lease.lastUsedNanos,
                lease.statements,
                lease.errors,
                lease.holder,
                OpenLease.ELSEWHERE,
                lease.inDriver,
                lease.keptOpen);
    }

    @Override
    public void discard() {}
}
