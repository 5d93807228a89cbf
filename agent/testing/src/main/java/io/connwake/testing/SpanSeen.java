package io.connwake.testing;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A span as its consumer sees it, whichever way it came. Ids are lower-case hex, absent ones empty; kind and status are
 * the words of the protocol without their prefix.
 */
public record SpanSeen(
        String name,
        String kind,
        String traceId,
        String spanId,
        String parentSpanId,
        int flags,
        long startEpochNanos,
        long endEpochNanos,
        String status,
        String statusMessage,
        Map<String, Object> attributes,
        List<Event> events,
        List<Link> links,
        String scope,
        Map<String, Object> resource) {

    public record Event(String name, long epochNanos, Map<String, Object> attributes) {}

    public record Link(String traceId, String spanId, int flags, Map<String, Object> attributes) {}

    public @Nullable Object attribute(String key) {
        return attributes.get(key);
    }
}
