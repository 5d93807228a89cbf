package io.connwake.pipeline.model;

/**
 * A diagnosis at one change of its state, as the log record {@code connwake.finding}.
 *
 * @param sentence what is wrong, for a person
 * @param attributes all of {@code connwake.finding.*} and what the case adds
 * @param span the finding's span, whose ids the log record carries; a suspicion has none yet but the ids are allotted
 */
public record Finding(
        long epochNanos,
        String kind,
        State state,
        Severity severity,
        String sentence,
        Attributes attributes,
        SpanId span) {
    /** What explains a kind to somebody who has the jar and nothing else. */
    public static String help(String kind) {
        return "java -jar connwake.jar help " + kind;
    }

    /** How sure we are. */
    public enum State {
        SUSPECTED,
        CONFIRMED,
        RESOLVED;

        /** As in {@code connwake.finding.state}. */
        public String label() {
            return switch (this) {
                case SUSPECTED -> "suspected";
                case CONFIRMED -> "confirmed";
                case RESOLVED -> "resolved";
            };
        }
    }

    /** OTLP's severity numbers. */
    public enum Severity {
        INFO(9),
        WARN(13),
        ERROR(17);

        private final int number;

        Severity(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }
    }
}
