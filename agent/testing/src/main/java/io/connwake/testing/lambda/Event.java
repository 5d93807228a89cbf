package io.connwake.testing.lambda;

import org.jspecify.annotations.Nullable;

/** What a function is invoked with: JSON, and the trace header if there is one. */
public record Event(String payload, @Nullable String traceHeader) {
    public static Event of(String payload) {
        return new Event(payload, null);
    }

    /** With {@code Lambda-Runtime-Trace-Id}: {@code Root=1-…;Parent=…;Sampled=1}. */
    public Event traced(String header) {
        return new Event(payload, header);
    }
}
