package com.example.beside;

import io.opentelemetry.instrumentation.annotations.WithSpan;

/** A method that a tracing agent shall make a span of. */
public final class AnnotatedEntry implements Entry {
    @Override
    @WithSpan("order")
    public void enter(Work work) throws Exception {
        work.run();
    }
}
