package io.connwake.pipeline.ledger;

import io.connwake.pipeline.failure.Classifier;
import io.connwake.pipeline.failure.During;
import io.connwake.pipeline.failure.FailureKind;
import io.connwake.pipeline.failure.Verdict;
import io.connwake.recorder.event.StatementFailed;
import io.connwake.recorder.event.StatementFailed.Call;
import io.connwake.recorder.event.Validated;
import org.jspecify.annotations.Nullable;

/** How connections are found dead: each dies once, and what fails on it afterwards is an echo. */
final class Deaths {
    private final Idling idling;
    private final Pauses pauses;
    private final LedgerListener listener;

    Deaths(Idling idling, Pauses pauses, LedgerListener listener) {
        this.pauses = pauses;
        this.idling = idling;
        this.listener = listener;
    }

    void failed(Connection connection, @Nullable Lease lease, StatementFailed event) {
        FailureKind kind = Classifier.of(event.error(), During.USE).kind();
        Verdict verdict = verdict(connection, event, kind);
        boolean isNews = connection.death() == null && kind.isFatal() && verdict != Verdict.USE_AFTER_CLOSE;
        if (isNews) {
            long took = event.atNanos() - event.startNanos();
            connection.died(new Death(
                    kind,
                    verdict,
                    event.idleNanos(),
                    pausedBefore(event.startNanos(), event.idleNanos()),
                    pauses.restoredWithin(event.startNanos() - event.idleNanos(), event.startNanos()),
                    event.call(),
                    event.atNanos(),
                    took,
                    lease,
                    event.error()));
        }
        listener.failed(connection, lease, event, verdict);
        if (isNews) {
            tell(connection);
        }
    }

    /** Its driver's test said no; why, if it said that, was told before. */
    void foundDead(Connection connection, Validated event) {
        if (connection.death() == null && connection.wasOpenAt(event.startNanos())) {
            connection.died(new Death(
                    FailureKind.INVALID,
                    Verdict.VALIDATED_AWAY,
                    event.idleNanos(),
                    pausedBefore(event.startNanos(), event.idleNanos()),
                    pauses.restoredWithin(event.startNanos() - event.idleNanos(), event.startNanos()),
                    Call.VALIDATE,
                    event.atNanos(),
                    event.atNanos() - event.startNanos(),
                    connection.lease(),
                    null));
            tell(connection);
        }
    }

    private long pausedBefore(long startNanos, long idleNanos) {
        return pauses.within(startNanos - idleNanos, startNanos);
    }

    private static Verdict verdict(Connection connection, StatementFailed event, FailureKind kind) {
        if (!connection.wasOpenAt(event.startNanos())) {
            return kind.isFatal() || kind == FailureKind.CONNECTION_CLOSED ? Verdict.USE_AFTER_CLOSE : Verdict.NONE;
        }
        Verdict verdict = Verdict.of(kind, event, connection.death() != null);
        boolean tested = event.call() == Call.VALIDATE || (event.leaseId() == 0 && connection.isPooled());
        boolean died = verdict != Verdict.SECONDARY && verdict != Verdict.USE_AFTER_CLOSE && kind.isFatal();
        return tested && died ? Verdict.VALIDATED_AWAY : verdict;
    }

    private void tell(Connection connection) {
        Death death = connection.death();
        if (death != null) {
            idling.died(connection.peer(), death);
            listener.died(connection, death);
        }
    }
}
