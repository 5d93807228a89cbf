package io.connwake.pipeline.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What a lease's connection had behind it when it was lent.
 *
 * @param uses how often it had been lent before
 * @param lastUsedIn the unit of work that had it before, by its label; null if none had
 * @param idleNanos how long it had idled, until it was validated where it was
 * @param isValidated it was tested before it was lent
 * @param skipsTest its pool took it for one that was used just now, since its clock stood still while it was frozen
 */
public record Reuse(int uses, @Nullable String lastUsedIn, long idleNanos, boolean isValidated, boolean skipsTest) {
    /** Of a lease whose connection is not known, or of none. */
    static final Reuse NONE = new Reuse(0, null, 0, false, false);

    static Reuse of(Connection connection, long startNanos, long acquiredNanos) {
        IdleTime idle = connection.idle();
        boolean isValidated = idle.validatedWithin(startNanos, acquiredNanos);
        long idleNanos = isValidated ? idle.beforeValidationNanos() : idle.at(acquiredNanos);
        return new Reuse(connection.uses(), connection.lastUsedIn(), idleNanos, isValidated, false);
    }

    /** The idle time ended with that. */
    Reuse validatedAfter(long nanos) {
        return new Reuse(uses, lastUsedIn, nanos, true, skipsTest);
    }

    Reuse withoutTest() {
        return new Reuse(uses, lastUsedIn, idleNanos, isValidated, true);
    }
}
