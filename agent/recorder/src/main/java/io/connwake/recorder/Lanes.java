package io.connwake.recorder;

import io.connwake.recorder.event.Event;
import java.util.concurrent.atomic.AtomicLong;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The two bounded lanes from the application's threads to the drain: leases in the wide one, everything else in its own,
 * which a storm of leases can't fill. What a full lane refuses is counted.
 */
final class Lanes {
    private static final int FEWEST_FACTS = 1_024;

    private final MpscAtomicArrayQueue<Object> leases;
    private final MpscAtomicArrayQueue<Object> facts;
    private final AtomicLong leasesDropped = new AtomicLong();
    private final AtomicLong releasesDropped = new AtomicLong();
    private final AtomicLong factsDropped = new AtomicLong();

    /** An event with the pool whose settings the drain reads before it tells. */
    record OfPool(@Nullable PoolRecord pool, Event event) {}

    /** Keeps the driver's object until the drain has read it: one that is closed at once may be garbage by then. */
    record Fresh(PhysicalRecord connection, Object driversOwn) {}

    Lanes(int leaseSlots) {
        leases = new MpscAtomicArrayQueue<>(leaseSlots);
        facts = new MpscAtomicArrayQueue<>(Math.max(FEWEST_FACTS, leaseSlots / 2));
    }

    void acquired(Lease lease) {
        if (!leases.offer(lease)) {
            lease.acquireDropped = true;
            letGo(lease.pool);
            leasesDropped.incrementAndGet();
        }
    }

    /** One that can't be followed to its end. */
    void lost(Lease lease) {
        letGo(lease.pool);
        leasesDropped.incrementAndGet();
    }

    void released(Lease lease) {
        if (!leases.offer(lease)) {
            lease.releaseDropped = true;
            releasesDropped.incrementAndGet();
        }
    }

    void waiting(VirtualWait wait) {
        if (!leases.offer(wait)) {
            leasesDropped.incrementAndGet();
        }
    }

    void opened(PhysicalRecord connection, Object driversOwn) {
        if (!facts.offer(new Fresh(connection, driversOwn))) {
            letGo(connection.builtFor);
            factsDropped.incrementAndGet();
        }
    }

    void event(@Nullable PoolRecord pool, Event event) {
        if (!facts.offer(new OfPool(pool, event))) {
            letGo(pool);
            factsDropped.incrementAndGet();
        }
    }

    void event(Event event) {
        if (!facts.offer(event)) {
            factsDropped.incrementAndGet();
        }
    }

    /** On the drain. */
    @Nullable
    Object peekLease() {
        return leases.peek();
    }

    @Nullable
    Object pollLease() {
        return leases.poll();
    }

    @Nullable
    Object pollFact() {
        return facts.poll();
    }

    /** On the drain: empties both lanes of what is in them now. */
    void discard() {
        for (int left = leases.size(); left > 0; left--) {
            Object polled = leases.poll();
            if (polled instanceof Lease lease) {
                letGo(lease.pool);
                (lease.isReleased() ? releasesDropped : leasesDropped).incrementAndGet();
            }
        }
        for (int left = facts.size(); left > 0; left--) {
            Object polled = facts.poll();
            if (polled != null) {
                lose(polled);
            }
        }
    }

    /** Of a fact that nobody will hear. */
    void lose(Object fact) {
        if (fact instanceof OfPool told) {
            letGo(told.pool());
        } else if (fact instanceof Fresh fresh) {
            letGo(fresh.connection().builtFor);
        }
        factsDropped.incrementAndGet();
    }

    long leasesDropped() {
        return leasesDropped.get();
    }

    long releasesDropped() {
        return releasesDropped.get();
    }

    long factsDropped() {
        return factsDropped.get();
    }

    private static void letGo(@Nullable PoolRecord pool) {
        if (pool != null) {
            pool.letGo();
        }
    }
}
