package io.connwake.pipeline.failure;

import io.connwake.recorder.event.ErrorFacts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The kind of a failure: the outermost exception first, then its causes, then its next exceptions; what
 * is said with a definite state is final, only what is vague is asked for its causes. No exception of an application is
 * ever taken for a driver's, whatever its text.
 */
public final class Classifier {
    private Classifier() {}

    public static Failure of(ErrorFacts error, During during) {
        List<Said> chain = chain(error);
        if (during == During.ACQUIRE) {
            FailureKind pool = ofPool(chain);
            if (pool != null) {
                return new Failure(pool, pool == FailureKind.INTERRUPTED ? null : root(chain));
            }
        }
        return new Failure(kind(chain, 0, during), null);
    }

    private static List<Said> chain(ErrorFacts error) {
        List<Said> chain = new ArrayList<>(1 + error.causes().size());
        chain.add(Said.of(error));
        for (ErrorFacts cause : error.causes()) {
            chain.add(Said.of(cause));
        }
        return chain;
    }

    private static @Nullable FailureKind ofPool(List<Said> chain) {
        if (chain.get(0).state().equals("08003")) {
            return null;
        }
        for (Said each : chain) {
            if (Pools.isInterrupted(each)) {
                return FailureKind.INTERRUPTED;
            }
            if (Pools.isClosed(each)) {
                return FailureKind.POOL_CLOSED;
            }
            if (Pools.timedOut(each)) {
                return FailureKind.POOL_TIMEOUT;
            }
        }
        for (Said each : chain) {
            if (Pools.couldNotCreate(each)) {
                return isInterrupted(chain) ? FailureKind.INTERRUPTED : FailureKind.POOL_CREATE;
            }
        }
        return null;
    }

    private static boolean isInterrupted(List<Said> chain) {
        for (Said each : chain) {
            if (Pools.isInterrupted(each)) {
                return true;
            }
        }
        return false;
    }

    /** What a driver said beneath the pool's own words. */
    private static @Nullable FailureKind root(List<Said> chain) {
        for (int i = 1; i < chain.size(); i++) {
            Said each = chain.get(i);
            if (!each.state().isEmpty() && !Pools.timedOut(each)) {
                FailureKind kind = kind(chain, i, During.CONNECT);
                return kind == FailureKind.OTHER ? null : kind;
            }
        }
        return null;
    }

    private static FailureKind kind(List<Said> chain, int from, During during) {
        boolean isDrivers = false;
        int heard = from;
        while (heard < chain.size()) {
            Said each = chain.get(heard++);
            if (heard < chain.size() && onlyRepeats(each, chain.get(heard))) {
                continue;
            }
            if (each.isSql()) {
                isDrivers = true;
                FailureKind own = Statements.kind(each, during);
                if (own != null) {
                    return own;
                }
                if (!each.maySpeakOfConnection() && !Fallbacks.awaitsCauses(each)) {
                    break;
                }
            }
            FailureKind socket = isDrivers ? Sockets.kind(each, during) : null;
            if (socket != null) {
                return socket;
            }
        }
        return isDrivers ? Fallbacks.kind(chain.subList(from, heard), during) : FailureKind.OTHER;
    }

    /** pgjdbc's of a batch, which has the state of its cause, but not its severity in front. */
    private static boolean onlyRepeats(Said error, Said cause) {
        return cause.isPostgres()
                && error.type().equals("java.sql.BatchUpdateException")
                && error.state().equals(cause.state());
    }
}
