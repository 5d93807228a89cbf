package io.connwake.dist;

import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Metric;
import io.connwake.pipeline.model.Output;
import io.connwake.pipeline.model.Span;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An output that is made when there is something to put out, on the drain thread. */
final class Deferred implements Output {
    private final Supplier<Output> maker;
    private final @Nullable UnaryOperator<List<Metric>> choice;
    private @Nullable Output made;

    /**
     * Lazily.
     *
     * @param choice which of the metrics it gets; null for all
     */
    Deferred(Supplier<Output> maker, @Nullable UnaryOperator<List<Metric>> choice) {
        this.maker = maker;
        this.choice = choice;
    }

    @Override
    public void started() {
        made = maker.get();
        made.started();
    }

    @Override
    public void span(Span span) {
        if (made != null) {
            made.span(span);
        }
    }

    @Override
    public void finding(Finding finding) {
        if (made != null) {
            made.finding(finding);
        }
    }

    @Override
    public void metrics(List<Metric> metrics) {
        if (made != null) {
            made.metrics(choice == null ? metrics : choice.apply(metrics));
        }
    }

    @Override
    public long metricsIntervalNanos() {
        return made == null ? Long.MAX_VALUE : made.metricsIntervalNanos();
    }

    @Override
    public void turned() {
        if (made != null) {
            made.turned();
        }
    }

    @Override
    public void flush(long timeoutNanos) {
        if (made != null) {
            made.flush(timeoutNanos);
        }
    }

    @Override
    public void close() {
        if (made != null) {
            made.close();
        }
    }

    @Override
    public long failures() {
        return made == null ? 0 : made.failures();
    }
}
