package io.connwake.pipeline.spans;

import io.connwake.pipeline.model.Span;
import java.util.List;

/** Takes spans that belong together, all or none of them. */
public interface SpanSink {
    /**
     * Kept or left out as one.
     *
     * @param kind first word of the first span's name
     * @param waitNanos how long the application waited
     * @param parentSampled false if another tracer does not sample this trace
     */
    void spans(String kind, Worth worth, long waitNanos, boolean parentSampled, List<Span> spans);

    /** Nobody listens, so no span needs to be built. */
    boolean isDeaf();
}
