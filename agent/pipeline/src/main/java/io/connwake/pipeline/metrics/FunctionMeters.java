package io.connwake.pipeline.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is counted of a cloud function: its calls by what triggered them, its start, and its pauses. */
public final class FunctionMeters {
    final Map<String, Calls> calls = new LinkedHashMap<>();
    final Histogram pauses = new Histogram(Buckets.IDLE);

    @Nullable
    Histogram init;

    /** Those of one trigger. */
    static final class Calls {
        final Histogram durations = new Histogram(Buckets.CALL);
        long cold;
        long successes;
        long errors;
        long timeouts;
    }

    /** How a call ended. */
    public enum Result {
        SUCCESS,
        ERROR,
        TIMEOUT
    }

    /** From the start of the process until it could take its first call. */
    public void started(long nanos) {
        Histogram fresh = new Histogram(Buckets.CALL);
        fresh.nanos(nanos);
        init = fresh;
    }

    public void paused(long nanos) {
        pauses.nanos(nanos);
    }

    public void called(String trigger, boolean cold, long nanos, Result result) {
        Calls of = calls.get(trigger);
        if (of == null) {
            of = new Calls();
            calls.put(trigger, of);
        }
        of.durations.nanos(nanos);
        of.cold += cold ? 1 : 0;
        switch (result) {
            case SUCCESS -> of.successes++;
            case ERROR -> of.errors++;
            case TIMEOUT -> of.timeouts++;
        }
    }
}
