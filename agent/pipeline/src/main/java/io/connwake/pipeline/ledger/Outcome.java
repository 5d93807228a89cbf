package io.connwake.pipeline.ledger;

import io.connwake.pipeline.failure.Classifier;
import io.connwake.pipeline.failure.During;
import io.connwake.pipeline.failure.Failure;
import io.connwake.pipeline.failure.FailureKind;
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
    /** Its handle became garbage without a close. */
    ABANDONED,
    /** The pool had none to lend within its timeout. */
    TIMEOUT,
    /** The server, or what is before it, refused the connect that it waited for. */
    REFUSED,
    /** The acquire threw for another reason. */
    FAILED;

    private static final long LONG_NANOS = 1_000_000_000L;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** As in {@code connwake.lease.outcome}. */
    public String label() {
        return label;
    }

    /**
     * Of an acquire that threw. Pools dress a refused connect up as a timeout, so what a driver said among the causes
     * is heard first.
     */
    static Outcome of(AcquireFailed failed, @Nullable PoolFacts pool) {
        Failure failure = Classifier.of(failed.error(), During.ACQUIRE);
        if (failure.innermost().isRefusal()) {
            return REFUSED;
        }
        boolean inVain = failure.kind() == FailureKind.POOL_TIMEOUT
                || (failure.kind() == FailureKind.OTHER && outlasted(failed, pool) && !driverSpoke(failed.error()));
        return inVain && failed.poolId() != 0 ? TIMEOUT : FAILED;
    }

    /** Of a pool in no table of ours no timeout is known: but what fails by itself does not take a second. */
    private static boolean outlasted(AcquireFailed failed, @Nullable PoolFacts pool) {
        long timeout = pool == null ? PoolFacts.UNKNOWN : pool.acquireTimeoutNanos();
        long wait = failed.atNanos() - failed.startNanos();
        if (timeout == PoolFacts.UNKNOWN) {
            return wait >= LONG_NANOS;
        }
        return timeout > 0 && timeout != PoolFacts.ENDLESS && wait >= timeout - timeout / 20;
    }

    private static boolean driverSpoke(ErrorFacts error) {
        for (ErrorFacts cause : error.causes()) {
            if (cause.sqlState() != null || cause.type().startsWith("java.net.")) {
                return true;
            }
        }
        return false;
    }
}
