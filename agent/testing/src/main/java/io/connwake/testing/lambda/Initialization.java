package io.connwake.testing.lambda;

/** How an environment came to be. */
public enum Initialization {
    ON_DEMAND("on-demand"),
    PROVISIONED("provisioned-concurrency"),
    SNAP_START("snap-start"),
    /** Several invocations at once, never frozen, no timeouts. */
    MANAGED("lambda-managed-instances");

    private final String word;

    Initialization(String word) {
        this.word = word;
    }

    /** For {@code AWS_LAMBDA_INITIALIZATION_TYPE}. */
    public String word() {
        return word;
    }
}
