package io.connwake.pipeline.spans;

import io.connwake.pipeline.metrics.Counts;
import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Metric;
import io.connwake.pipeline.model.Output;
import io.connwake.pipeline.model.Span;
import io.connwake.pipeline.origin.Guard;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One output with its own span budget; its failures reach nobody else. */
public final class Outlet {
    private final Output output;
    private final Sampler sampler;
    private final boolean honoursParent;
    private final Guard guard;
    private final Counts dropped = new Counts();
    private final Call turned = new Call(Act.TURNED, List.of(), List.of(), null, 0);
    private boolean measured;
    private long metricsNanos;

    public Outlet(Output output, SpanBudget budget, Guard guard) {
        this.output = output;
        this.sampler = new Sampler(budget);
        this.honoursParent = budget.honoursParent();
        this.guard = guard;
        dropped.add("lease", 0);
    }

    /** Spans that its budget left out, by kind. */
    public Counts dropped() {
        return dropped;
    }

    public long failures() {
        return output.failures();
    }

    public void started() {
        guard.run("output", new Call(Act.STARTED, List.of(), List.of(), null, 0));
    }

    public void turned() {
        guard.run("output", turned);
    }

    public void finding(Finding finding) {
        guard.run("output", new Call(Act.FINDING, List.of(), List.of(), finding, 0));
    }

    /** One that no budget holds back. */
    public void span(Span span) {
        spans(List.of(span));
    }

    /** Metrics are due; the first ones an interval after the first call. */
    public boolean wantsMetrics(long nowNanos) {
        if (!measured) {
            measured = true;
            metricsNanos = nowNanos;
        }
        return nowNanos - metricsNanos >= output.metricsIntervalNanos();
    }

    public void metrics(List<Metric> metrics, long nowNanos) {
        metricsNanos = nowNanos;
        guard.run("output", new Call(Act.METRICS, List.of(), metrics, null, 0));
    }

    public void flush(long timeoutNanos) {
        guard.run("output", new Call(Act.FLUSH, List.of(), List.of(), null, timeoutNanos));
    }

    public void close() {
        guard.run("output", new Call(Act.CLOSE, List.of(), List.of(), null, 0));
    }

    void spans(String kind, Worth worth, long waitNanos, boolean parentSampled, List<Span> spans, long nowNanos) {
        if (worth == Worth.BORING && honoursParent && !parentSampled) {
            return;
        }
        if (sampler.keeps(worth, waitNanos, nowNanos)) {
            spans(spans);
        } else {
            dropped.add(kind, 1);
        }
    }

    private void spans(List<Span> spans) {
        guard.run("output", new Call(Act.SPANS, spans, List.of(), null, 0));
    }

    private enum Act {
        STARTED,
        TURNED,
        SPANS,
        FINDING,
        METRICS,
        FLUSH,
        CLOSE
    }

    /** A call of the output as something that the guard can run; a lambda would cost the first one dear. */
    private final class Call implements Runnable {
        private final Act act;
        private final List<Span> spans;
        private final List<Metric> metrics;
        private final @Nullable Finding finding;
        private final long timeoutNanos;

        Call(Act act, List<Span> spans, List<Metric> metrics, @Nullable Finding finding, long timeoutNanos) {
            this.act = act;
            this.spans = spans;
            this.metrics = metrics;
            this.finding = finding;
            this.timeoutNanos = timeoutNanos;
        }

        @Override
        public void run() {
            if (act == Act.SPANS) {
                for (Span span : spans) {
                    output.span(span);
                }
            } else if (act == Act.METRICS) {
                output.metrics(metrics);
            } else if (act == Act.FINDING && finding != null) {
                output.finding(finding);
            } else if (act == Act.STARTED) {
                output.started();
            } else if (act == Act.TURNED) {
                output.turned();
            } else if (act == Act.FLUSH) {
                output.flush(timeoutNanos);
            } else if (act == Act.CLOSE) {
                output.close();
            }
        }
    }
}
