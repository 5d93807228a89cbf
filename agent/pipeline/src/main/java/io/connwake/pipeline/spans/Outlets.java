package io.connwake.pipeline.spans;

import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Span;
import java.util.Iterator;
import java.util.List;

/** All outputs as one. */
public final class Outlets implements Iterable<Outlet> {
    private final List<Outlet> outlets;
    private long nowNanos;

    public Outlets(List<Outlet> outlets) {
        this.outlets = List.copyOf(outlets);
    }

    @Override
    public Iterator<Outlet> iterator() {
        return outlets.iterator();
    }

    /** The moment by which budgets are told. */
    public void at(long nanos) {
        nowNanos = nanos;
    }

    /** Nobody listens. */
    public boolean isDeaf() {
        return outlets.isEmpty();
    }

    /**
     * Spans that belong together, kept or left out as one.
     *
     * @param kind first word of the first span's name
     * @param waitNanos how long the application waited
     * @param parentSampled false if another tracer does not sample this trace
     */
    void spans(String kind, Worth worth, long waitNanos, boolean parentSampled, List<Span> spans) {
        for (Outlet outlet : outlets) {
            outlet.spans(kind, worth, waitNanos, parentSampled, spans, nowNanos);
        }
    }

    public void finding(Finding finding) {
        for (Outlet outlet : outlets) {
            outlet.finding(finding);
        }
    }

    /** Beyond all budgets. */
    public void findingSpan(Span span) {
        for (Outlet outlet : outlets) {
            outlet.span(span);
        }
    }

    public void started() {
        for (Outlet outlet : outlets) {
            outlet.started();
        }
    }

    public void turned() {
        for (Outlet outlet : outlets) {
            outlet.turned();
        }
    }

    public long failures() {
        long failures = 0;
        for (Outlet outlet : outlets) {
            failures += outlet.failures();
        }
        return failures;
    }
}
