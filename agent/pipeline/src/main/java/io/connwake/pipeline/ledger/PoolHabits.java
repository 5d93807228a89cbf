package io.connwake.pipeline.ledger;

import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.PoolLibrary;
import io.connwake.recorder.event.Released;

/** What single libraries do with their connections and leases that no event says; each fact with its source. */
public final class PoolHabits {
    private static final long BYPASS_NANOS = 500_000_000L;

    private PoolHabits() {}

    /** Druid's removeAbandoned closes the borrower's handle, by a thread of the pool's own. */
    public static boolean takesBack(Lease lease) {
        Released released = lease.released();
        Pool pool = lease.pool();
        return released != null
                && pool != null
                && pool.library().equals(PoolLibrary.DRUID)
                && released.thread().name().startsWith("Druid-ConnectionPool-Destroy");
    }

    /** Whether it lets go of a connection that died with its borrower, instead of lending it again. */
    static boolean dropsBroken(Pool pool) {
        String library = pool.library();
        return library.equals(PoolLibrary.DBCP_2)
                || library.equals(PoolLibrary.TOMCAT_DBCP_2)
                || library.equals(PoolLibrary.DRUID);
    }

    /**
     * Whether a pool lends a connection without a test that it would make had its clock run on: HikariCP tests none that
     * was used in the last 500 ms by the monotonic clock ({@code com.zaxxer.hikari.aliveBypassWindowMs}).
     */
    static boolean skipsTest(Lease lease, Pauses pauses) {
        Pool pool = lease.pool();
        long idle = lease.reuse().idleNanos();
        if (pool == null
                || lease.reuse().isValidated()
                || idle < BYPASS_NANOS
                || !pool.library().equals(PoolLibrary.HIKARI_CP)) {
            return false;
        }
        long seen = idle - pauses.suspendedWithin(lease.acquiredNanos() - idle, lease.acquiredNanos());
        return seen < BYPASS_NANOS;
    }

    /** HikariCP 7 takes up to a quarter off a connection's lifetime ({@code HikariPool}, its variance factor). */
    static long shortestLifetimeNanos(PoolFacts facts) {
        long lifetime = facts.upkeep().maximumLifetimeNanos();
        return facts.library().equals(PoolLibrary.HIKARI_CP) ? lifetime - lifetime / 4 : lifetime;
    }
}
