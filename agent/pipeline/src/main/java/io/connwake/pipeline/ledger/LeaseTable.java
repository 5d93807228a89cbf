package io.connwake.pipeline.ledger;

import io.connwake.recorder.ById;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The leases that are open, and those that ended in this turn or the one before. */
final class LeaseTable {
    private static final int MOST = 131_072;

    private final ById<Lease> leases = new ById<>();
    private final EndedIds ended = new EndedIds();
    private final Resting<Lease> ending = new Resting<>();

    /** Open or at rest. */
    @Nullable
    Lease find(long id) {
        return leases.get(id);
    }

    /** It is in here, or was. */
    boolean knows(long id) {
        return leases.get(id) != null || ended.has(id);
    }

    boolean isFull() {
        return leases.size() >= MOST;
    }

    void add(Lease lease) {
        leases.put(lease.id(), lease);
    }

    void ends(Lease lease) {
        ending.add(lease);
    }

    /** One that ended a turn ago, to be told; null if all are. */
    @Nullable
    Lease next() {
        return ending.next();
    }

    void forget(Lease told) {
        leases.remove(told.id());
        ended.add(told.id());
    }

    /** All that had rested are told. */
    void turn() {
        ending.turn();
    }

    /** The leases of a pool at a moment no longer ago than the turn before. */
    List<Lease> heldAt(Pool pool, long nanos) {
        List<Lease> held = new ArrayList<>();
        for (Lease lease : pool.leases()) {
            if (lease.acquiredNanos() - nanos <= 0) {
                held.add(lease);
            }
        }
        addHeldAt(pool, nanos, ending.thisTurn(), held);
        addHeldAt(pool, nanos, ending.rested(), held);
        held.addAll(pool.lostLeases());
        return held;
    }

    private static void addHeldAt(Pool pool, long nanos, Iterable<Lease> ended, List<Lease> held) {
        for (Lease lease : ended) {
            boolean spans = lease.acquiredNanos() - nanos <= 0 && lease.endNanos() - nanos > 0;
            if (spans && lease.pool() == pool && lease.released() != null) {
                held.add(lease);
            }
        }
    }

    /** Those that are open, without a pool's own ways to a connection. */
    List<Lease> open() {
        List<Lease> open = new ArrayList<>();
        for (Lease lease : leases.all()) {
            if (lease.isOpen() && (lease.pool() != null || LeaseBooks.isApplications(lease))) {
                open.add(lease);
            }
        }
        return open;
    }

    /** Ends what the exit finds open. The pools go on counting it as used. */
    void endOpen(long atNanos) {
        for (Lease lease : leases.all()) {
            if (lease.isOpen()) {
                lease.end(Outcome.OPEN_AT_EXIT, atNanos);
                ends(lease);
            }
        }
    }
}
