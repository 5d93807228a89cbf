package io.connwake.lambda;

import io.connwake.recorder.TraceHeaders;
import io.connwake.recorder.event.TraceParent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an event tells of where it comes from.
 *
 * @param trigger as the conventions name it
 * @param parent the span that its sender was in; null if it does not say
 * @param links the spans of what a queue event is made of
 */
record Event(String trigger, @Nullable TraceParent parent, List<TraceParent> links) {
    /** @param xRay the header that the runtime was sent with it */
    static Event of(byte[] content, @Nullable String xRay) {
        return new Event("other", TraceHeaders.ofXRay(xRay), List.of());
    }
}
