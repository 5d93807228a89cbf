package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Span;

/** Takes findings and their spans. */
public interface FindingSink {
    void finding(Finding finding);

    void findingSpan(Span span);

    /** A pool leaked, so its sites are worth more from now on. */
    void leaked(Pool pool);
}
