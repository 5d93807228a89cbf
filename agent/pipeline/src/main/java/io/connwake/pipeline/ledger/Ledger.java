package io.connwake.pipeline.ledger;

import io.connwake.pipeline.metrics.Counts;
import io.connwake.pipeline.metrics.Meters;
import io.connwake.pipeline.metrics.Series;
import io.connwake.pipeline.origin.PipelineSettings;
import io.connwake.pipeline.origin.SpanIds;
import io.connwake.recorder.EventSource;
import io.connwake.recorder.event.Event;
import io.connwake.recorder.event.Peer;
import java.util.Collection;
import java.util.List;

/**
 * What is known of all pools, connections and leases. The same events in the same order give the same answer; lost,
 * repeated and late ones change nothing that they do not speak of.
 */
public final class Ledger implements EventSource.Examination {
    private static final long OUTLIVED_NANOS = 5_000_000_000L;

    private static final long DEMAND_LAG_NANOS = 2_000_000_000L;

    private final PipelineSettings settings;
    private final Accounts accounts;
    private final Counts overflow = new Counts();
    private final PoolBooks pools;
    private final Connections connections;
    private final Leases leases;
    private final Invocations invocations;
    private final Pauses pauses = new Pauses();
    private final Clerk clerk;
    private final Looks looks;
    private long sweepNanos;

    public Ledger(PipelineSettings settings, SpanIds ids, LedgerListener listener) {
        this.settings = settings;
        accounts = new Accounts(ids);
        pools = new PoolBooks(accounts, listener);
        invocations = new Invocations(ids, overflow, listener);
        connections = new Connections(ids, invocations, pauses, accounts, overflow, listener);
        leases = new Leases(ids, settings, accounts, connections, invocations, pauses, overflow, listener);
        clerk = new Clerk(accounts, pools, connections, leases, invocations, pauses, listener);
        looks = new Looks(settings.leakThresholdNanos(), leases.sites());
    }

    public void apply(Event event) {
        clerk.enter(event);
    }

    /** The end of a turn: tells what ended in the turn before. */
    public void settle() {
        leases.settle();
        invocations.settle();
        connections.settle();
        pools.tell(false);
    }

    /** Before a sweep: raises the alarm of pools for which somebody waits too long. */
    public void beforeSweep(long nowNanos) {
        sweepNanos = nowNanos;
        looks.begin();
        for (Pool pool : accounts.pools()) {
            for (Lease wait : pool.waits()) {
                long waitedNanos = pauses.awakeNanos(wait.startNanos(), nowNanos);
                if (waitedNanos >= settings.waitThresholdNanos()) {
                    pool.alarm();
                }
                if (waitedNanos >= Looks.LONG_NANOS) {
                    looks.press(pool);
                }
            }
        }
    }

    @Override
    public boolean wants(long leaseId, long lastUsedNanos) {
        return looks.wants(leases.table().find(leaseId), lastUsedNanos, sweepNanos);
    }

    /** After a sweep: forgets waits that are over and counts what is certain by now. */
    public void afterSweep(long nowNanos, boolean last) {
        leases.sweep(nowNanos);
        connections.owners().decide(nowNanos, last);
        connections.discard(nowNanos, last);
        for (Pool pool : accounts.pools()) {
            pool.calm();
            pool.meters().demand().countTo(last ? nowNanos : nowNanos - DEMAND_LAG_NANOS);
        }
    }

    /** Somebody waited in vain, so holders must be looked at without delay. */
    public boolean alarmed() {
        for (Pool pool : accounts.pools()) {
            if (pool.alarmed()) {
                return true;
            }
        }
        return false;
    }

    /** An acquire was seen waiting in the last sweep. */
    public boolean someoneWaits() {
        for (Pool pool : accounts.pools()) {
            if (!pool.waits().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Ends every lease; then nothing may be applied any more. Units of work that ended just now, as one does that is cut
     * by the end of the process, are told before, with what they leave open.
     */
    public void endLeases(long atNanos) {
        invocations.settle();
        invocations.settle();
        leases.table().endOpen(atNanos);
        settle();
        settle();
    }

    /** Tells the connections that live on, and pools of which no more will be learned. */
    public void endConnections(long atNanos) {
        pools.tell(true);
        connections.tellLiving(atNanos);
    }

    public Collection<Pool> pools() {
        return accounts.pools();
    }

    /** Those of the application that are open or lost, oldest first. */
    public List<Lease> openLeases() {
        List<Lease> open = leases.table().open();
        for (Pool pool : accounts.pools()) {
            open.addAll(pool.lostLeases());
        }
        open.sort((one, other) -> Long.signum(one.acquiredNanos() - other.acquiredNanos()));
        return open;
    }

    /** How many pools are not among them any more, so that others need not keep them either. */
    public int forgottenPools() {
        return accounts.forgotten();
    }

    /** Open connections to a server, by its words, that no pool is known to own; opened by one, or by none. */
    public int unownedTo(String server, boolean pooled) {
        return connections.table().unownedTo(server, pooled);
    }

    /** Connections to a server that were closed since a moment ago. */
    public int closedSince(String server, long nanos) {
        return connections.table().closedSince(server, nanos);
    }

    /** The leases of a pool at a moment of this turn or the one before, of which news come out of order. */
    public List<Lease> heldAt(Pool pool, long nanos) {
        return leases.table().heldAt(pool, nanos);
    }

    public Pauses pauses() {
        return pauses;
    }

    /** What is known of the servers' idle limits. */
    public Idling idling() {
        return accounts.idling();
    }

    public Sites sites() {
        return leases.sites();
    }

    /** Where this lease counts. */
    public Meters metersOf(Lease lease) {
        return lease.pool() == null
                ? accounts.server(lease.peer())
                : lease.pool().meters();
    }

    /** What is counted of the connections to a server that no pool lends. */
    public Meters metersTo(Peer peer) {
        return accounts.server(peer);
    }

    public List<Series> series(long nowNanos) {
        return accounts.series(nowNanos, settings.leakThresholdNanos());
    }

    /** So long it may be unused before it is looked at: not as long where its invocation has ended. */
    public static long unusedNanos(Lease lease, long thresholdNanos) {
        return lease.isOutlived() ? Math.min(OUTLIVED_NANOS, thresholdNanos) : thresholdNanos;
    }

    /** What did not fit into the tables, by kind. */
    public Counts overflow() {
        return overflow;
    }
}
