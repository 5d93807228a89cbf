package io.connwake.pipeline.ledger;

import io.connwake.recorder.event.Validated;
import org.jspecify.annotations.Nullable;

/** When a connection was last used, and what its last validation said. */
final class IdleTime {
    private boolean known;
    private long lastUsedNanos;
    private @Nullable Validated validated;
    private long beforeValidationNanos;

    void usedUntil(long nanos) {
        lastUsedNanos = known ? Math.max(lastUsedNanos, nanos) : nanos;
        known = true;
    }

    /** How long it had been idle then. */
    long at(long nanos) {
        return known ? Math.max(0, nanos - lastUsedNanos) : 0;
    }

    void validated(Validated event) {
        beforeValidationNanos = at(event.startNanos());
        validated = event;
        if (event.ok()) {
            usedUntil(event.atNanos());
        }
    }

    long beforeValidationNanos() {
        return beforeValidationNanos;
    }

    boolean validatedWithin(long fromNanos, long toNanos) {
        return validated != null && validated.startNanos() - fromNanos >= 0 && validated.atNanos() - toNanos <= 0;
    }
}
