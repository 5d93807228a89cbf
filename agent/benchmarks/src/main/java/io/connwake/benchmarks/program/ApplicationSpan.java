package io.connwake.benchmarks.program;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.jspecify.annotations.Nullable;

/** One span of a tracer in the application, current on its threads until they end: so no scope is ever closed. */
final class ApplicationSpan {
    private static final Span SPAN = SdkTracerProvider.builder()
            .build()
            .get("application")
            .spanBuilder("unit of work")
            .startSpan();

    private static final ThreadLocal<@Nullable Scope> OPEN = new ThreadLocal<>();

    private ApplicationSpan() {}

    static void start() {
        if (!SPAN.getSpanContext().isSampled()) {
            throw new IllegalStateException("the application's span is not sampled");
        }
    }

    @SuppressWarnings("MustBeClosedChecker")
    static void makeCurrent() {
        OPEN.set(SPAN.makeCurrent());
    }
}
