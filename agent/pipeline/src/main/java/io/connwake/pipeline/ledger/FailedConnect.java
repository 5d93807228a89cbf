package io.connwake.pipeline.ledger;

import io.connwake.pipeline.failure.FailureKind;
import io.connwake.pipeline.model.SpanId;
import io.connwake.pipeline.origin.Phase;
import io.connwake.recorder.event.OpenFailed;
import org.jspecify.annotations.Nullable;

/**
 * A connect that threw.
 *
 * @param pool the pool that wanted it; null if none did, or if that is not known
 * @param construction the span of that; 0 if there is none
 */
public record FailedConnect(
        OpenFailed event,
        FailureKind kind,
        Phase phase,
        SpanId span,
        @Nullable Pool pool,
        long construction) {
    FailedConnect wantedBy(@Nullable Pool wanting) {
        return wanting == null || pool != null
                ? this
                : new FailedConnect(event, kind, phase, span, wanting, construction);
    }
}
