package io.connwake.recorder;

import io.connwake.recorder.event.Closed;
import io.connwake.recorder.event.Event;
import io.connwake.recorder.event.LikelySite;
import io.connwake.recorder.event.PoolBuilt;
import io.connwake.recorder.event.Site;
import io.connwake.recorder.event.StillOpen;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The drain's end of the lanes: turns what lies in them, and what the sweep sees, into events. */
final class LaneReader implements EventSource {
    /** A look takes a stack sample. */
    private static final int MOST_LOOKS = 1_000;

    private static final int MOST_LOOKS_IN_A_SWEEP = 256;
    /** A lease without a site that is unused for so long may be lost, and the next one to be lost should have one; for a minute. */
    private static final long STUCK_NANOS = 1_000_000_000L;

    private static final long STUCK_FOR_LONG_NANOS = 60_000_000_000L;

    private final Lanes lanes;
    private final FactLane facts;
    private final Records records;
    private final OtherTracer tracer;
    private final Fields fields;
    private final KnownPools pools;
    private final AtomicLong failures;
    private final Doubt doubt;
    private final Sites sites;
    private final UnseenWork unseen;
    private final Waits waits;

    private final ById<Lease> open = new ById<>();
    private final Map<Long, PhysicalRecord> connections = new HashMap<>();
    private final Rota rota = new Rota(MOST_LOOKS_IN_A_SWEEP);
    private long taken;
    private long leases;
    private long leasesSwept;
    private long sweptNanos;

    LaneReader(
            Lanes lanes,
            Threads threads,
            Records records,
            OtherTracer tracer,
            Fields fields,
            AtomicLong failures,
            Doubt doubt,
            Sites sites,
            boolean isLate) {
        this.lanes = lanes;
        this.facts = new FactLane(lanes);
        this.records = records;
        this.tracer = tracer;
        this.fields = fields;
        this.pools = new KnownPools(fields, isLate);
        this.failures = failures;
        this.doubt = doubt;
        this.sites = sites;
        this.unseen = new UnseenWork(threads, sites.passing);
        this.waits = new Waits(threads, records);
    }

    /** In the order of time, as far as the lanes' heads tell: a validation belongs to the acquire that follows it. */
    @Override
    public int drain(Consumer<? super Event> events, int limit) {
        tracer.link();
        int count = 0;
        while (count < limit) {
            Object lease = lanes.peekLease();
            count += drainFacts(lease, events, limit - count);
            if (count >= limit || (lease == null && lanes.peekLease() == null)) {
                break;
            }
            if (lease == null) {
                continue; // one came meanwhile
            }
            lanes.pollLease();
            count++;
            taken++;
            lease(lease, events);
        }
        return count;
    }

    @Override
    public void sweep(long nowNanos, Examination examination, Consumer<? super Event> events) {
        records.removeGarbage();
        sites.heard(leases - leasesSwept, nowNanos - sweptNanos);
        leasesSwept = leases;
        sweptNanos = nowNanos;
        pools.sweep(nowNanos, events);
        sweepConnections(nowNanos, events);
        sweepLeases(nowNanos, examination, events);
        waits.sweep(nowNanos, events);
    }

    @Override
    public void look(long nowNanos, Consumer<? super Event> events) {
        int left = MOST_LOOKS;
        for (Lease lease : open.all()) {
            if (!lease.isReleased() && !lease.refersTo(null)) {
                likely(nowNanos, lease, events);
                events.accept(look(nowNanos, lease));
                if (--left == 0) {
                    break;
                }
            }
        }
        waits.sweep(nowNanos, events);
    }

    @Override
    public void discard() {
        facts.discard();
        lanes.discard();
    }

    @Override
    public void leaked(long poolId) {
        pools.leaked(poolId);
    }

    @Override
    public Tally tally() {
        return new Tally(taken, lanes.leasesDropped(), lanes.releasesDropped(), lanes.factsDropped(), failures.get());
    }

    private int drainFacts(@Nullable Object before, Consumer<? super Event> events, int limit) {
        int count = 0;
        while (count < limit) {
            Object fact = next(before);
            if (fact == null) {
                break;
            }
            count++;
            taken++;
            if (fact instanceof Lanes.Fresh fresh) {
                PhysicalRecord connection = fresh.connection();
                connections.put(connection.id, connection);
                pools.know(connection.builtFor, events);
                events.accept(connection.opened(tracer, fresh.driversOwn(), fields));
            } else if (fact instanceof Lanes.OfPool told) {
                pools.know(told.pool(), events);
                if (told.event() instanceof PoolBuilt built) {
                    pools.built(built.poolId(), events);
                }
                events.accept(told.event());
            } else if (fact instanceof Event event) {
                if (event instanceof Closed closed) {
                    tellPinned(connections.remove(closed.connectionId()), closed.atNanos(), events);
                }
                events.accept(event);
            }
        }
        return count;
    }

    private @Nullable Object next(@Nullable Object before) {
        if (before instanceof Lease lease) {
            return facts.next(lease.announced ? lease.lastNanos : lease.acquiredNanos);
        }
        Object fact = before == null ? facts.next() : null; // a wait says nothing yet, and leases may be behind it
        if (fact != null && lanes.peekLease() != null) {
            facts.giveBack(fact); // what it settles may have come into the other lane before it
            return null;
        }
        return fact;
    }

    private void lease(Object polled, Consumer<? super Event> events) {
        if (polled instanceof VirtualWait wait) {
            waits.add(wait);
            return;
        }
        Lease lease = (Lease) polled;
        pools.know(lease.pool, events);
        if (!lease.announced) {
            lease.holder.drained(lease.id());
        }
        if (lease.announced || lease.acquireDropped) {
            close(lease);
            events.accept(lease.released(tracer));
            return;
        }
        leases++;
        lease.announced = true;
        open.put(lease.id(), lease);
        lease.holder.begins();
        events.accept(lease.acquired(tracer));
    }

    private void close(Lease lease) {
        if (open.remove(lease.id()) != null) {
            lease.holder.ends(lease);
            unseen.forget(lease);
        }
    }

    private void sweepConnections(long nowNanos, Consumer<? super Event> events) {
        Iterator<PhysicalRecord> each = connections.values().iterator();
        while (each.hasNext()) {
            PhysicalRecord connection = each.next();
            if (connection.closed) {
                each.remove();
            } else if (connection.refersTo(null)) {
                each.remove();
                events.accept(new Closed(nowNanos, connection.id, Closed.How.GARBAGE));
            } else {
                tellPinned(connection, nowNanos, events);
                if (connection.left != null && doubt.hasRisen()) {
                    connection.left = null;
                    events.accept(Leases.settledBySomebody(connection, nowNanos));
                }
            }
        }
    }

    private static void tellPinned(@Nullable PhysicalRecord connection, long nowNanos, Consumer<? super Event> events) {
        PinWatch watch = connection == null ? null : connection.pins;
        if (connection != null && watch != null && watch.pinnedNanos != 0) {
            events.accept(watch.pinnedFor(connection, nowNanos));
        }
    }

    private void sweepLeases(long nowNanos, Examination examination, Consumer<? super Event> events) {
        for (Lease lease : open.all()) {
            if (lease.releaseDropped) {
                close(lease);
                events.accept(lease.released(tracer));
            } else if (lease.refersTo(null) && !lease.isReleased()) { // in this order: it may be released in between
                close(lease);
                likely(nowNanos, lease, events);
                boolean mayHaveEnded = doubt.isDeaf() || doubt.hasRisenSince(lease.acquiredNanos);
                events.accept(mayHaveEnded ? lease.released(tracer) : lease.garbage(nowNanos));
            } else if (!lease.isReleased() && !doubt.isDeaf()) {
                stuck(nowNanos, lease);
                if (rota.isUp(examination.wants(lease.id(), lease.lastNanos))) {
                    likely(nowNanos, lease, events);
                    events.accept(look(nowNanos, lease));
                }
            }
        }
        rota.turn();
    }

    private static void stuck(long nowNanos, Lease lease) {
        long unused = nowNanos - lease.lastNanos;
        if (lease.site == null && lease.pool != null && unused >= STUCK_NANOS && unused < STUCK_FOR_LONG_NANOS) {
            lease.pool.sticks(nowNanos);
        }
    }

    private void likely(long nowNanos, Lease lease, Consumer<? super Event> events) {
        Site site = sites.likely.of(lease);
        if (site != null) {
            events.accept(new LikelySite(nowNanos, lease.id(), site));
        }
    }

    private StillOpen look(long nowNanos, Lease lease) {
        HolderStack stack = unseen.look(lease, open);
        return new StillOpen(
                nowNanos,
                lease.id(),
                lease.lastNanos,
                lease.statements,
                lease.errors(),
                stack.state,
                stack.at,
                stack.inDriver,
                stack.isKeptOpen);
    }
}
