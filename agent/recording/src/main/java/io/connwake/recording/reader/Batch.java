package io.connwake.recording.reader;

import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Metric;
import io.connwake.pipeline.model.Resource;
import io.connwake.pipeline.model.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a line holds: told when the line turned out to be whole. */
final class Batch {
    private final List<Object> items = new ArrayList<>();
    private long spans;

    /** Points that count from the one before. */
    private record Delta(Metric metric) {}

    void clear() {
        items.clear();
        spans = 0;
    }

    long spans() {
        return spans;
    }

    /** Of what comes first in it; null if it holds nothing. */
    @Nullable
    Resource resource() {
        return items.isEmpty() ? null : (Resource) items.get(0);
    }

    void of(Resource resource) {
        items.add(resource);
    }

    void add(Span span) {
        spans++;
        items.add(span);
    }

    void add(Metric metric, boolean isDelta) {
        items.add(isDelta ? new Delta(metric) : metric);
    }

    void add(Finding finding) {
        items.add(finding);
    }

    void tell(Telemetry telemetry) {
        for (Object item : items) {
            if (item instanceof Span span) {
                telemetry.span(span);
            } else if (item instanceof Metric metric) {
                telemetry.metric(metric, false);
            } else if (item instanceof Delta delta) {
                telemetry.metric(delta.metric(), true);
            } else if (item instanceof Finding finding) {
                telemetry.finding(finding);
            } else {
                telemetry.of((Resource) item);
            }
        }
    }
}
