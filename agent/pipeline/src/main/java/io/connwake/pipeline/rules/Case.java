package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.SpanId;
import org.jspecify.annotations.Nullable;

/** One diagnosis of a process: a kind at a pool and a site, and how sure we are by now. */
final class Case {
    final String kind;
    final @Nullable Pool pool;
    final String site;
    final String id;
    Finding.@Nullable State state;
    SpanId span;
    long count;
    long sinceNanos;
    long recordedNanos;
    boolean changed;

    Case(String kind, @Nullable Pool pool, String site, String id, SpanId span) {
        this.kind = kind;
        this.pool = pool;
        this.site = site;
        this.id = id;
        this.span = span;
    }

    boolean is(Finding.State expected) {
        return state == expected;
    }

    /** One more of it, since then. */
    void more(long nanos) {
        if (count == 0 || nanos - sinceNanos < 0) {
            sinceNanos = nanos;
        }
        count++;
        changed = true;
    }
}
