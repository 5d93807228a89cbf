package io.connwake.recording.reader;

/** A line is no JSON, or no OTLP. */
final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String what, int at) {
        super(what + " at byte " + at, null, false, false);
    }
}
