package io.connwake.pipeline.model;

import java.util.List;

/** Where spans, findings and metrics go: a recording, OTLP. Called by the drain thread alone; must not block it for long. */
public interface Output {
    void span(Span span);

    void finding(Finding finding);

    /** Everything measured so far; called at {@link #metricsIntervalNanos()} and before the end. */
    void metrics(List<Metric> metrics);

    /** How often this output wants metrics, in nanoseconds. */
    long metricsIntervalNanos();

    /** Once, early: the first lease or connection was seen. */
    default void started() {}

    /** The drain has turned; what was held back long enough goes out. Cheap where there is nothing to do. */
    default void turned() {}

    /** Writes or sends what is held back, within the time given. */
    void flush(long timeoutNanos);

    /**
     * The process goes on as another one, restored from a snapshot: what was measured up to now is not its to tell.
     *
     * @param told the metrics as they were
     */
    default void renew(List<Metric> told) {}

    /** Ends it; {@link #flush} was called before. */
    void close();

    /**
     * Whether what it is given now can be on its way at once.
     *
     * @param start whether it may start what it needs for that; if not, this is the last time, so that it is tried at once
     *     also where it failed a moment ago
     */
    default boolean isReady(boolean start) {
        return true;
    }

    /** Spans and findings that it was given and has neither got rid of nor given up. */
    default int pending() {
        return 0;
    }

    /** Spans and findings that it had no room for, or that were refused for good. */
    default long dropped() {
        return 0;
    }

    /** Telemetry that this output lost, as a count of failed exports. */
    default long failures() {
        return 0;
    }
}
