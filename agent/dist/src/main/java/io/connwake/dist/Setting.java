package io.connwake.dist;

/** Every setting once, with its default and what its value must look like. */
enum Setting {
    ENABLED("enabled", "true", Kind.FLAG),
    RECORD("record", "", Kind.FILE),
    RECORD_MAX("record.max", "64MB", Kind.SIZE),
    RECORD_EVENTS("record.events", "", Kind.FILE),
    LEAK_THRESHOLD("leak.threshold", "30s", Kind.DURATION),
    WAIT_THRESHOLD("wait.threshold", "10s", Kind.DURATION),
    ACQUIRE_THRESHOLD("acquire.threshold", "1ms", Kind.DURATION),
    INVOCATIONS("invocations", "", Kind.TEXT),
    SPANS_BUDGET("spans.budget", "100", Kind.COUNT),
    RING_SIZE("ring.size", "65536", Kind.SLOTS),
    SITES("sites", "adaptive", Kind.SITES),
    PROXY("proxy", "auto", Kind.PROXY),
    METRICS_POOL("metrics.pool", "auto", Kind.UNLESS_TOLD),
    LAMBDA_FLUSH("lambda.flush", "auto", Kind.FLUSH),
    DEBUG("debug", "false", Kind.FLAG);

    static final String VARIABLE_PREFIX = "CONNWAKE_";

    final String key;
    final String usual;
    final Kind kind;

    Setting(String key, String usual, Kind kind) {
        this.key = key;
        this.usual = usual;
        this.kind = kind;
    }

    /** What a value looks like. */
    enum Kind {
        FLAG("true or false"),
        TEXT("a text"),
        FILE("a file"),
        COUNT("a whole number from 0 to 999999999999"),
        SLOTS("a whole number from 2 to 16777216"),
        DURATION("a positive duration such as 500ms, 30s or 5m"),
        SIZE("a size of at least 64KB, such as 512KB or 64MB"),
        SITES("adaptive, all or off"),
        PROXY("auto, rds, pgbouncer or none"),
        UNLESS_TOLD("auto, on or off"),
        FLUSH("auto, always, extension, loopback or periodic");

        final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** The key as an environment variable: {@code CONNWAKE_LEAK_THRESHOLD}. */
    String variable() {
        return VARIABLE_PREFIX + key.toUpperCase(java.util.Locale.ROOT).replace('.', '_');
    }
}
