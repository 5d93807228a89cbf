package io.connwake.pipeline.ledger;

import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.PoolLibrary;
import io.connwake.recorder.event.Released;
import io.connwake.recorder.event.ThreadRef;

/** What single libraries do with their connections and leases that no event says; each fact with its source. */
public final class PoolHabits {
    private static final long BYPASS_NANOS = 500_000_000L;

    private PoolHabits() {}

    /**
     * HikariCP names the thread that fills a pool after it: {@code orders connection adder} (seen with 4.0 and 5.1) or
     * {@code orders:connection-adder} (6.3 and 7.1).
     */
    static boolean isFilledBy(Pool pool, ThreadRef thread) {
        String name = pool.name();
        return pool.library().equals(PoolLibrary.HIKARI_CP)
                && thread.name().startsWith(name)
                && isOfFiller(thread.name().substring(name.length()));
    }

    private static boolean isOfFiller(String rest) {
        return rest.equals(":connection-adder") || rest.equals(" connection adder");
    }

    /** Druid's removeAbandoned closes the borrower's handle, by a thread of the pool's own. */
    public static boolean takesBack(Lease lease) {
        Released released = lease.released();
        Pool pool = lease.pool();
        return released != null && pool != null && isTakenBackBy(pool, released.thread());
    }

    /** That thread of the pool's own. */
    public static boolean isTakenBackBy(Pool pool, ThreadRef closer) {
        return isDruid(pool) && closer.name().startsWith("Druid-ConnectionPool-Destroy");
    }

    /**
     * Whether the pool gave up waiting for what was never given back: the same, or by its abandon settings, with which Tomcat
     * JDBC, DBCP 2, c3p0 and UCP close the connection under its borrower once it was leased for so long (CONNECTIONS.md §3).
     */
    static boolean tookBack(Lease lease) {
        return takesBack(lease) || (lease.outcome() == Outcome.OPEN_AT_EXIT && wasReclaimed(lease));
    }

    private static boolean wasReclaimed(Lease lease) {
        Connection connection = lease.connection();
        return connection != null && connection.death() == null && tookFromBorrower(lease);
    }

    /** By the same settings, whatever the borrower met by it. */
    public static boolean tookFromBorrower(Lease lease) {
        Pool pool = lease.pool();
        Connection connection = lease.connection();
        if (connection == null || pool == null) {
            return false;
        }
        ConnectionEnd end = connection.end();
        long threshold = reclaimNanos(pool);
        return threshold > 0
                && reclaims(pool.library())
                && end != null
                && end.atNanos() - lease.acquiredNanos() >= threshold
                && (lease.isOpen() || lease.endNanos() - end.atNanos() >= 0)
                && connection.wasTakenBack();
    }

    /** Druid's will take it back before long: who has it then is to be seen before, for the lease ends by it. */
    static boolean isSoonTakenBack(Lease lease, Pool pool, long nowNanos) {
        long threshold = isDruid(pool) ? reclaimNanos(pool) : 0;
        return threshold > 0 && nowNanos - lease.acquiredNanos() >= threshold / 2;
    }

    private static boolean isDruid(Pool pool) {
        return pool.library().equals(PoolLibrary.DRUID);
    }

    /** For how long a connection may be leased before the pool closes it; 0 if it never does. */
    public static long reclaimNanos(Pool pool) {
        PoolFacts facts = pool.facts();
        return facts != null && (isDruid(pool) || reclaims(facts.library()))
                ? Math.max(0, facts.upkeep().leakThresholdNanos())
                : 0;
    }

    /** Tomcat JDBC counts from the acquire, unless this interceptor (of its own) has it count from the last statement. */
    public static String abandonTimerAdvice(Pool pool) {
        return pool.library().equals(PoolLibrary.TOMCAT_JDBC)
                ? " jdbcInterceptors=ResetAbandonedTimer counts from the last statement instead."
                : "";
    }

    private static boolean reclaims(String library) {
        return switch (library) {
            case PoolLibrary.TOMCAT_JDBC,
                    PoolLibrary.DBCP_2,
                    PoolLibrary.TOMCAT_DBCP_2,
                    PoolLibrary.C3P0,
                    PoolLibrary.ORACLE_UCP -> true;
            default -> false;
        };
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
