package io.connwake.report.facts;

import io.connwake.pipeline.idle.Ending;
import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Names;
import io.connwake.pipeline.model.Span;
import org.jspecify.annotations.Nullable;

/** What the spans of leases and their acquires tell. */
final class LeaseSpans {
    private final Facts facts;

    LeaseSpans(Facts facts) {
        this.facts = facts;
    }

    void lease(Instance process, Span span) {
        Attributes attributes = span.attributes();
        String outcome = String.valueOf(attributes.get(Names.LEASE_OUTCOME));
        Pool pool = facts.pool(process, attributes);
        Connection connection = facts.connection(process, attributes);
        boolean failed = connection == null && !isHeld(outcome);
        if (pool != null) {
            count(pool, outcome, failed);
            attempt(facts.acquires(pool.name), span, failed ? outcome : null);
        }
        if (connection != null) {
            used(connection, pool, span);
        }
        add(process, pool, connection, span, outcome, failed);
    }

    private void add(
            Instance process,
            @Nullable Pool pool,
            @Nullable Connection connection,
            Span span,
            String outcome,
            boolean failed) {
        Leases leases = facts.leases;
        Attributes attributes = span.attributes();
        long start = span.startEpochNanos();
        long end = Math.max(start, span.endEpochNanos());
        long acquired = failed ? end : Math.min(end, start + Values.nanos(attributes, Names.LEASE_WAIT, 0));
        boolean wasFull = leases.isFull();
        leases.add(
                process.index,
                pool == null ? -1 : pool.index,
                connection == null ? -1 : connection.index,
                facts.thread(process, Values.text(attributes, Names.THREAD_NAME)),
                start,
                acquired,
                end);
        if (!wasFull) {
            float share = databaseShare(attributes, end - acquired);
            String kind = Values.text(attributes, Names.FINDING_KIND);
            int finding = kind == null ? -1 : -2 - facts.findingKind(kind);
            leases.last(span.id().spanId(), share, flags(outcome, failed, span.error()), finding);
        }
    }

    private static void attempt(Attempts acquires, Span span, @Nullable String failure) {
        if (failure == null) {
            acquires.wentWell(span.startEpochNanos() + Values.nanos(span.attributes(), Names.LEASE_WAIT, 0));
        } else {
            boolean isTold = failure.equals("failed") && !span.statusText().isEmpty();
            String status = ConnectionSpans.status(span);
            String why = status == null ? failure : failure + " " + status;
            acquires.failed(isTold ? span.statusText() : why, span.endEpochNanos());
        }
    }

    private static boolean isHeld(String outcome) {
        return !outcome.equals("timeout") && !outcome.equals("refused") && !outcome.equals("failed");
    }

    private static int flags(String outcome, boolean failed, boolean error) {
        boolean returned = outcome.equals("released");
        return (failed ? Leases.FAILED : 0)
                | (returned ? Leases.RETURNED : 0)
                | (outcome.equals("open_at_exit") ? Leases.OPEN : 0)
                | (error || isLost(outcome) ? Leases.TROUBLED : 0);
    }

    private static float databaseShare(Attributes attributes, long heldNanos) {
        long database = Values.nanos(attributes, Names.LEASE_DB_TIME_SPENT, -1);
        return database < 0 || heldNanos <= 0 ? -1 : (float) Math.min(1, (double) database / heldNanos);
    }

    private static void count(Pool pool, String outcome, boolean failed) {
        pool.leases += failed ? 0 : 1;
        pool.failures += failed ? 1 : 0;
        pool.timeouts += outcome.equals("timeout") ? 1 : 0;
        pool.lost += isLost(outcome) ? 1 : 0;
    }

    /** What a process that ends under load still holds is not. */
    private static boolean isLost(String outcome) {
        return outcome.equals("abandoned") || outcome.equals("open_at_invocation_end");
    }

    private void used(Connection connection, @Nullable Pool pool, Span span) {
        Attributes attributes = span.attributes();
        connection.where(pool, attributes);
        connection.leases++;
        connection.uses = Math.max(connection.uses, Values.whole(attributes, Names.CONNECTION_USES, 0));
        boolean wasAlive = connection.death() == null;
        for (Span.Event event : span.events()) {
            connection.died(event.attributes(), event.epochNanos());
            error(connection, event);
        }
        validation(connection, span);
        boolean lives = wasAlive && connection.death() == null && !span.error();
        if (lives && isProven(attributes)) {
            long idle = Values.nanos(attributes, Names.CONNECTION_IDLE_BEFORE, 0);
            facts.idling.add(connection.peer, Ending.SURVIVED, idle, span.startEpochNanos());
        }
    }

    /** The server answered on it. */
    private static boolean isProven(Attributes attributes) {
        return Values.whole(attributes, Names.LEASE_STATEMENTS, 0) > 0
                || "yes".equals(attributes.get(Names.ACQUIRE_VALIDATED));
    }

    private static void error(Connection connection, Span.Event event) {
        if (event.name().equals(Names.EXCEPTION)) {
            connection.hasErrors = true;
            String type = String.valueOf(event.attributes().get(Names.EXCEPTION_TYPE));
            String message = Values.text(event.attributes(), Names.EXCEPTION_MESSAGE);
            connection.mark(event.epochNanos(), "error", message == null ? type : type + ": " + message);
        }
    }

    /** Before it is lent, which is when the wait is over: when it was asked for it need not have been open yet. */
    private static void validation(Connection connection, Span span) {
        Object validated = span.attributes().get(Names.ACQUIRE_VALIDATED);
        long lent = span.startEpochNanos() + Values.nanos(span.attributes(), Names.LEASE_WAIT, 0);
        if ("yes".equals(validated)) {
            connection.mark(lent, "validated", "validated before it was lent");
        } else if ("skipped".equals(validated)) {
            connection.mark(lent, "skipped", "lent after a pause without validation");
        }
    }

    /** It tells of the pool what the lease does not. */
    void acquire(Instance process, Span span) {
        Pool pool = facts.pool(process, span.attributes());
        if (pool != null) {
            pool.limited(Values.whole(span.attributes(), Names.POOL_LIMIT, -1), span.startEpochNanos());
        }
    }
}
