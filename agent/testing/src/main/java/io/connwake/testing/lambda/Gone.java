package io.connwake.testing.lambda;

/** Nobody waits for this answer any more, or nobody is there to give it. */
final class Gone extends Exception {
    private static final long serialVersionUID = 1;

    Gone() {
        super(null, null, false, false);
    }
}
