package io.connwake.report;

/** What was asked for can't be done; the message says why in one line. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    Refusal(String message) {
        super(message);
    }
}
