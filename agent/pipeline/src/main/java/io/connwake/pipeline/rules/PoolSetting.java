package io.connwake.pipeline.rules;

/** A setting that most pools have, under names of their own. */
enum PoolSetting {
    LIMIT("the pool's limit"),
    MINIMUM_IDLE("the pool's minimum idle"),
    MAXIMUM_IDLE("the pool's maximum idle"),
    LIFETIME("the pool's maximum lifetime of a connection"),
    IDLE_TIMEOUT("the pool's idle timeout"),
    KEEPALIVE("the pool's test of idle connections"),
    VALIDATION("the pool's test of a connection before it lends it"),
    VALIDATION_TIMEOUT("the pool's validation timeout"),
    ACQUIRE_TIMEOUT("the pool's acquire timeout"),
    LEAK("the pool's leak detection"),
    ROLLBACK("the pool's rollback on return"),
    INITIAL_SQL("the pool's initial SQL"),
    SCHEMA("the pool's schema"),
    ISOLATION("the pool's transaction isolation");

    /** What it is called where the pool is not known. */
    final String words;

    PoolSetting(String words) {
        this.words = words;
    }

    /** How a value is written. */
    enum Written {
        COUNT,
        MILLIS,
        SECONDS,
        /** A {@code Duration}. */
        DURATION,
        FLAG,
        TEXT
    }
}
