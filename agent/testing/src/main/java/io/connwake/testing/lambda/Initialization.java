package io.connwake.testing.lambda;

import java.time.Duration;

/** How an environment came to be. */
public enum Initialization {
    ON_DEMAND("on-demand", Duration.ofSeconds(10)),
    PROVISIONED("provisioned-concurrency", Duration.ofSeconds(130)),
    SNAP_START("snap-start", Duration.ofSeconds(130)),
    /** Several invocations at once, never frozen, no timeouts. */
    MANAGED("lambda-managed-instances", Duration.ofSeconds(130));

    private final String word;
    private final Duration limit;

    Initialization(String word, Duration limit) {
        this.word = word;
        this.limit = limit;
    }

    /** For {@code AWS_LAMBDA_INITIALIZATION_TYPE}. */
    public String word() {
        return word;
    }

    /** How long INIT may take; the function's timeout where that is longer, but not on demand. */
    Duration limit(Duration timeout) {
        return this == ON_DEMAND || limit.compareTo(timeout) > 0 ? limit : timeout;
    }
}
