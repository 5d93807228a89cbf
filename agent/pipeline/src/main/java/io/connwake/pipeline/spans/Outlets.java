package io.connwake.pipeline.spans;

import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Span;
import java.util.Iterator;
import java.util.List;

/** All outputs as one. */
public final class Outlets implements Iterable<Outlet> {
    private final Outlet[] outlets;
    private int open;
    private long nowNanos;

    public Outlets(List<Outlet> outlets) {
        this.outlets = outlets.toArray(new Outlet[0]);
        this.open = this.outlets.length;
    }

    /** Those that are open. */
    @Override
    public Iterator<Outlet> iterator() {
        return List.of(outlets).subList(0, open).iterator();
    }

    /** The last one that is open; false if none was. */
    public boolean closeLast() {
        if (open == 0) {
            return false;
        }
        outlets[--open].close();
        return true;
    }

    /** The moment by which budgets are told. */
    public void at(long nanos) {
        nowNanos = nanos;
    }

    /** Nobody listens. */
    public boolean isDeaf() {
        return outlets.length == 0;
    }

    /**
     * Whether anybody takes some spans that belong together, kept or left out as one: asked before they are made, since
     * most of them never are.
     *
     * @param kind first word of the first span's name
     * @param firstId of the first span
     * @param waitNanos how long the application waited
     * @param parentSampled false if another tracer does not sample this trace
     */
    boolean want(String kind, Worth worth, long firstId, long waitNanos, boolean parentSampled) {
        boolean wanted = false;
        for (Outlet outlet : outlets) {
            wanted |= outlet.wants(kind, worth, firstId, waitNanos, parentSampled, nowNanos);
        }
        return wanted;
    }

    /** To those who want them. */
    void take(List<Span> spans) {
        for (Outlet outlet : outlets) {
            outlet.take(spans);
        }
    }

    /** One that is rare enough to be made first. */
    void span(String kind, Worth worth, boolean parentSampled, Span span) {
        if (want(kind, worth, span.id().spanId(), 0, parentSampled)) {
            take(List.of(span));
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

    /** Of closed ones, too. */
    public long failures() {
        long failures = 0;
        for (Outlet outlet : outlets) {
            failures += outlet.failures();
        }
        return failures;
    }
}
