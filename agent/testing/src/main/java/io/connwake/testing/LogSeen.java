package io.connwake.testing;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A log record as its consumer sees it, whichever way it came. */
public record LogSeen(
        String eventName,
        int severity,
        String body,
        String traceId,
        String spanId,
        long epochNanos,
        Map<String, Object> attributes,
        String scope,
        Map<String, Object> resource) {

    public @Nullable Object attribute(String key) {
        return attributes.get(key);
    }
}
