package io.connwake.pipeline.rules;

import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Span;

/** Takes findings and their spans. */
public interface FindingSink {
    void finding(Finding finding);

    void findingSpan(Span span);
}
