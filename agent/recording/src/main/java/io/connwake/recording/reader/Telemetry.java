package io.connwake.recording.reader;

import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Metric;
import io.connwake.pipeline.model.Resource;
import io.connwake.pipeline.model.Span;

/** Takes what a recording holds, in its order. */
public interface Telemetry {
    /** What follows is of this process. */
    void of(Resource resource);

    void span(Span span);

    /**
     * A metric.
     *
     * @param isDelta each point counts from the one before, not from the start
     */
    void metric(Metric metric, boolean isDelta);

    void finding(Finding finding);
}
