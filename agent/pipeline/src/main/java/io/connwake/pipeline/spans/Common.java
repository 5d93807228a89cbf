package io.connwake.pipeline.spans;

import io.connwake.pipeline.ledger.Death;
import io.connwake.pipeline.ledger.Identity;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.ledger.PoolSnapshot;
import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Names;
import io.connwake.pipeline.model.Span;
import io.connwake.recorder.event.CodeLine;
import io.connwake.recorder.event.ErrorFacts;
import io.connwake.recorder.event.Opened;
import io.connwake.recorder.event.Peer;
import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.Site;
import io.connwake.recorder.event.StatementFailed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Attributes that several spans share. */
public final class Common {
    private static final double NANOS_PER_SECOND = 1e9;

    private Common() {}

    public static double seconds(long nanos) {
        return Math.max(0, nanos) / NANOS_PER_SECOND;
    }

    public static void where(Attributes.Builder attributes, @Nullable Peer peer, @Nullable Pool pool) {
        Identity.put(attributes, peer);
        if (pool != null) {
            attributes.put(Names.POOL_NAME, pool.name()).put(Names.POOL_ID, pool.id());
        }
    }

    static void serverSession(Attributes.Builder attributes, Opened opened) {
        if (opened.serverSession() != 0) {
            attributes.put(Names.SERVER_SESSION, opened.serverSession());
        }
    }

    public static void snapshot(Attributes.Builder attributes, @Nullable PoolSnapshot pool) {
        if (pool == null) {
            return;
        }
        if (pool.limit() >= 0) {
            attributes.put(Names.POOL_LIMIT, pool.limit());
        }
        attributes.put(Names.POOL_OPEN, pool.open()).put(Names.POOL_USED, pool.used());
        attributes.put(Names.POOL_IDLE, pool.idle()).put(Names.POOL_WAITING, pool.waiting());
        attributes.put(Names.POOL_HELD_BY_DEAD_THREAD, pool.heldByDeadThread());
        // An endless timeout has no number; its absence beside a known limit says so.
        if (pool.acquireTimeoutNanos() >= 0 && pool.acquireTimeoutNanos() != PoolFacts.ENDLESS) {
            attributes.put(Names.POOL_ACQUIRE_TIMEOUT, seconds(pool.acquireTimeoutNanos()));
        }
    }

    static void site(Attributes.Builder attributes, @Nullable Site site) {
        if (site == null) {
            return;
        }
        CodeLine line = site.line();
        attributes.put(Names.CODE_FUNCTION, line.function()).put(Names.CODE_FILE, line.file());
        if (line.line() > 0) {
            attributes.put(Names.CODE_LINE, line.line());
        }
    }

    static Span.Event exception(long epochNanos, ErrorFacts error) {
        return exception(epochNanos, error, null);
    }

    /** @param death that of the connection, if this is it */
    static Span.Event exception(long epochNanos, ErrorFacts error, @Nullable Death death) {
        Attributes.Builder attributes = Attributes.builder()
                .put(Names.EXCEPTION_TYPE, error.type())
                .put(Names.EXCEPTION_MESSAGE, error.message())
                .put(Names.DB_STATUS, status(error));
        stale(attributes, death);
        return new Span.Event(epochNanos, Names.EXCEPTION, attributes.build());
    }

    static void stale(Attributes.Builder attributes, @Nullable Death death) {
        if (death != null && death.isStale()) {
            attributes
                    .put(Names.STALE_KIND, death.kind().label())
                    .put(Names.STALE_IDLE_FOR, seconds(death.idleNanos()))
                    .put(Names.STALE_OPERATION, operation(death.call()));
        }
    }

    private static String operation(StatementFailed.Call call) {
        return switch (call) {
            case EXECUTE -> "execute";
            case END -> "commit_or_rollback";
            case SWITCH -> "auto_commit";
            case VALIDATE -> "validate";
        };
    }

    /** SQLState, else the vendor's code; where what a pool threw has neither, that of the first of its causes which has. */
    static @Nullable String status(ErrorFacts error) {
        String status = ownStatus(error);
        for (ErrorFacts cause : error.causes()) {
            status = status == null ? ownStatus(cause) : status;
        }
        return status;
    }

    private static @Nullable String ownStatus(ErrorFacts error) {
        if (error.sqlState() != null) {
            return error.sqlState();
        }
        return error.vendorCode() == 0 ? null : Integer.toString(error.vendorCode());
    }

    /** What was thrown and its status; without one what it was thrown for. */
    static String statusText(ErrorFacts error) {
        String status = status(error);
        if (status != null) {
            return type(error) + " " + status;
        }
        List<ErrorFacts> causes = error.causes();
        return causes.isEmpty() ? type(error) : type(error) + ": " + type(causes.get(causes.size() - 1));
    }

    private static String type(ErrorFacts error) {
        return error.type().substring(error.type().lastIndexOf('.') + 1);
    }
}
