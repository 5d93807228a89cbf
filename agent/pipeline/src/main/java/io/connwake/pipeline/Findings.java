package io.connwake.pipeline;

import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Span;
import io.connwake.pipeline.rules.FindingSink;
import io.connwake.pipeline.spans.Outlets;
import io.connwake.recorder.EventSource;

/** Passes findings on to the outputs, and to the recorder what they mean for it. */
final class Findings implements FindingSink {
    private final Outlets outlets;
    private final EventSource source;

    Findings(Outlets outlets, EventSource source) {
        this.outlets = outlets;
        this.source = source;
    }

    @Override
    public void finding(Finding finding) {
        outlets.finding(finding);
    }

    @Override
    public void findingSpan(Span span) {
        outlets.findingSpan(span);
    }

    @Override
    public void leaked(Pool pool) {
        source.leaked(pool.id());
    }
}
