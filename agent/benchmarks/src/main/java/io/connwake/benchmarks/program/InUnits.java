package io.connwake.benchmarks.program;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Cycles within units of work, a span of the OpenTelemetry API for a hundred of them: agents that trace requests heed no
 * lease outside of one. Where no agent stands behind that API, such a span is nothing. For one thread.
 */
final class InUnits implements Batches.Cycle {
    private static final int CYCLES = 100;

    private final Tracer tracer = GlobalOpenTelemetry.getTracer("benchmark");
    private final Batches.Cycle cycle;
    private @Nullable Span span;
    private @Nullable Scope scope;
    private int left;

    InUnits(Batches.Cycle cycle) {
        this.cycle = cycle;
    }

    @Override
    public void turn() throws SQLException {
        if (left-- == 0) {
            next();
        }
        cycle.turn();
    }

    @SuppressWarnings("MustBeClosedChecker")
    private void next() {
        if (scope != null && span != null) {
            scope.close();
            span.end();
        }
        left = CYCLES - 1;
        span = tracer.spanBuilder("unit of work").startSpan();
        scope = span.makeCurrent();
    }
}
