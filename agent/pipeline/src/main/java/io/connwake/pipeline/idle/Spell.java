package io.connwake.pipeline.idle;

/**
 * A time without use.
 *
 * @param endNanos when the connection was used again, on a clock that all spells of a history share
 */
record Spell(long idleNanos, long endNanos, Ending ending) {
    boolean spans(long nanos) {
        return nanos >= fromNanos() && nanos <= endNanos;
    }

    long fromNanos() {
        return endNanos - idleNanos;
    }
}
