package io.connwake.recorder.event;

import org.jspecify.annotations.Nullable;

/**
 * What a pool does with the connections that nobody has. Nanoseconds; −1 means "not known", {@link PoolFacts#ENDLESS}
 * that it never does.
 *
 * @param maximumLifetimeNanos age at which it replaces a connection
 * @param idleTimeoutNanos idle time after which it closes one
 * @param keepaliveNanos how often it tests an idle one
 * @param validationTimeoutNanos how long a test may take
 * @param leakThresholdNanos how long a lease may last before it reports or reclaims it
 * @param testsOnBorrow whether it tests a connection before it lends it: yes, no, or null if not known
 * @param inert what was asked for though nothing acts on it: a sum of {@link #IDLE_TIMEOUT}, {@link #IDLE_TEST} and
 *     {@link #TEST}
 */
public record PoolUpkeep(
        long maximumLifetimeNanos,
        long idleTimeoutNanos,
        long keepaliveNanos,
        long validationTimeoutNanos,
        long leakThresholdNanos,
        @Nullable Boolean testsOnBorrow,
        int inert) {
    public static final PoolUpkeep UNKNOWN = new PoolUpkeep(-1, -1, -1, -1, -1, null);

    /** An idle timeout that is not the library's own, of a pool that never looks at idle connections. */
    public static final int IDLE_TIMEOUT = 1;

    /** A test of idle connections, likewise. */
    public static final int IDLE_TEST = 2;

    /** A test on borrow that has nothing to test with. */
    public static final int TEST = 4;

    public PoolUpkeep(
            long maximumLifetimeNanos,
            long idleTimeoutNanos,
            long keepaliveNanos,
            long validationTimeoutNanos,
            long leakThresholdNanos,
            @Nullable Boolean testsOnBorrow) {
        this(
                maximumLifetimeNanos,
                idleTimeoutNanos,
                keepaliveNanos,
                validationTimeoutNanos,
                leakThresholdNanos,
                testsOnBorrow,
                0);
    }

    /** Whether that was asked for though nothing acts on it. */
    public boolean isInert(int asked) {
        return (inert & asked) != 0;
    }

    // As in CodeLine.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PoolUpkeep that
                && maximumLifetimeNanos == that.maximumLifetimeNanos
                && idleTimeoutNanos == that.idleTimeoutNanos
                && keepaliveNanos == that.keepaliveNanos
                && validationTimeoutNanos == that.validationTimeoutNanos
                && leakThresholdNanos == that.leakThresholdNanos
                && inert == that.inert
                && java.util.Objects.equals(testsOnBorrow, that.testsOnBorrow);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(maximumLifetimeNanos) * 31 + Long.hashCode(idleTimeoutNanos);
    }
}
