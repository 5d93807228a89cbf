package io.connwake.pipeline.ledger;

import io.connwake.recorder.event.AcquireFailed;
import io.connwake.recorder.event.ErrorFacts;
import io.connwake.recorder.event.PoolFacts;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a lease ended. */
public enum Outcome {
    RELEASED,
    OPEN_AT_INVOCATION_END,
    OPEN_AT_EXIT,
    ABANDONED,
    TIMEOUT,
    REFUSED,
    FAILED;

    /** As in {@code connwake.lease.outcome}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Of an acquire that threw. Pools dress a refused connect up as a timeout, so what a driver said among the causes
     * is heard first.
     */
    static Outcome of(AcquireFailed failed, @Nullable PoolFacts pool) {
        ErrorFacts error = failed.error();
        ConnectKind own = ConnectKind.one(error);
        if (ConnectKind.amongCauses(error) != null || (own != null && own != ConnectKind.CONNECTION_OTHER)) {
            return REFUSED;
        }
        if (failed.poolId() != 0 && !interrupted(error) && waitedInVain(failed, pool)) {
            return TIMEOUT;
        }
        return own != null ? REFUSED : FAILED;
    }

    /** A driver's exception is among the causes: the pool's own message is not the whole story. */
    public static boolean driverSpoke(ErrorFacts error) {
        for (ErrorFacts cause : error.causes()) {
            boolean isDrivers = cause.sqlState() != null || cause.type().startsWith("java.net.");
            // MariaDB Connector/J 2 dresses its own pool's timeout up as an error with a state
            if (isDrivers && !mentionsTimeout(cause.message())) {
                return true;
            }
        }
        return false;
    }

    private static boolean waitedInVain(AcquireFailed failed, @Nullable PoolFacts pool) {
        ErrorFacts error = failed.error();
        return ownTimeout(error.type())
                || saysTimeout(error)
                || (pool != null && outlasted(failed.atNanos() - failed.startNanos(), pool.acquireTimeoutNanos()));
    }

    private static boolean ownTimeout(String type) {
        return switch (type) {
            case "java.sql.SQLTimeoutException",
                    "org.apache.tomcat.jdbc.pool.PoolExhaustedException",
                    "com.alibaba.druid.pool.GetConnectionTimeoutException" -> true;
            default -> false;
        };
    }

    private static boolean saysTimeout(ErrorFacts error) {
        if (mentionsTimeout(error.message())) {
            return true;
        }
        for (ErrorFacts cause : error.causes()) {
            if (cause.type().endsWith("resourcepool.TimeoutException")
                    || (cause.type().endsWith("NoSuchElementException") && mentionsTimeout(cause.message()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean mentionsTimeout(@Nullable String message) {
        if (message == null) {
            return false;
        }
        String text = message.toLowerCase(Locale.ROOT);
        return text.contains("timed out") || text.contains("timeout") || text.contains("within the specified time");
    }

    private static boolean outlasted(long waitNanos, long timeoutNanos) {
        return timeoutNanos > 0 && timeoutNanos != PoolFacts.ENDLESS && waitNanos >= timeoutNanos - timeoutNanos / 20;
    }

    private static boolean interrupted(ErrorFacts error) {
        for (ErrorFacts cause : error.causes()) {
            if (cause.type().equals("java.lang.InterruptedException")) {
                return true;
            }
        }
        return false;
    }
}
