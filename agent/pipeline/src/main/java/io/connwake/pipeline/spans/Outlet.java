package io.connwake.pipeline.spans;

import io.connwake.pipeline.metrics.Counts;
import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Metric;
import io.connwake.pipeline.model.Output;
import io.connwake.pipeline.model.Span;
import io.connwake.pipeline.origin.Guard;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One output with its own span budget; its failures reach nobody else. It gets its spans when the drain has turned, all in
 * one call: with a call for each the JVM's compiler would work out the whole way to the exporter at every caller's.
 */
public final class Outlet {
    private static final int STARTED = 0;
    private static final int SPANS = 1;
    private static final int METRICS = 2;
    private static final int FINDING = 3;
    private static final int TURNED = 4;
    private static final int FLUSH = 5;
    private static final int CLOSE = 6;

    private static final String CARRIED = "carried";
    private static final int MOST_AWAITED = 16_384;

    private final Output output;
    private final Sampler sampler;
    private final boolean honoursParent;
    private final Guard guard;
    private final Counts dropped = new Counts();
    /** Parents of spans that were kept: their own come later. */
    private final Set<Long> awaited = new LinkedHashSet<>();

    private final List<Span> spans = new ArrayList<>();
    private final Call giving = new Call(SPANS, List.of(), null, 0);
    private final Call turned = new Call(TURNED, List.of(), null, 0);
    private int given;
    private boolean takes;
    private boolean measured;
    private long metricsNanos;

    public Outlet(Output output, SpanBudget budget, Guard guard) {
        this.output = output;
        this.sampler = new Sampler(budget);
        this.honoursParent = budget.honoursParent();
        this.guard = guard;
        dropped.add("lease", 0);
    }

    /** Spans that its budget left out, by kind, and what it could not keep until it was flushed. */
    public Counts dropped() {
        long more = output.dropped() - dropped.of(CARRIED);
        if (more > 0) {
            dropped.add(CARRIED, more);
        }
        return dropped;
    }

    public long failures() {
        return output.failures();
    }

    public void started() {
        guard.run("output", new Call(STARTED, List.of(), null, 0));
    }

    public void turned() {
        give();
        guard.run("output", turned);
    }

    public void finding(Finding finding) {
        give();
        guard.run("output", new Call(FINDING, List.of(), finding, 0));
    }

    /** One that no budget holds back. */
    public void span(Span span) {
        spans.add(span);
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
        give();
        guard.run("output", new Call(METRICS, metrics, null, 0));
    }

    public void flush(long timeoutNanos) {
        give();
        guard.run("output", new Call(FLUSH, List.of(), null, timeoutNanos));
    }

    public void close() {
        give();
        guard.run("output", new Call(CLOSE, List.of(), null, 0));
    }

    /** Whether it takes these spans, which {@link #take} then gives it. */
    boolean wants(String kind, Worth worth, long firstId, long waitNanos, boolean parentSampled, long nowNanos) {
        takes = false;
        if (worth == Worth.BORING && honoursParent && !parentSampled) {
            return false;
        }
        takes = isAwaited(firstId) || sampler.keeps(worth, waitNanos, nowNanos);
        if (!takes) {
            dropped.add(kind, 1);
        }
        return takes;
    }

    /** Those that it was asked about last, if it takes them. */
    void take(List<Span> taken) {
        if (takes) {
            await(taken.get(0).parentSpanId());
            spans.addAll(taken);
        }
    }

    private boolean isAwaited(long id) {
        return !awaited.isEmpty() && awaited.remove(id);
    }

    private void await(long parent) {
        if (parent != 0 && awaited.add(parent) && awaited.size() > MOST_AWAITED) {
            awaited.remove(awaited.iterator().next());
        }
    }

    /** One at which the output fails costs itself alone. */
    private void give() {
        while (given < spans.size()) {
            guard.run("output", giving);
        }
        spans.clear();
        given = 0;
    }

    /** A call of the output as something that the guard can run; a lambda, or a class for each, would cost start-up. */
    private final class Call implements Runnable {
        private final int act;
        private final List<Metric> metrics;
        private final @Nullable Finding finding;
        private final long timeoutNanos;

        Call(int act, List<Metric> metrics, @Nullable Finding finding, long timeoutNanos) {
            this.act = act;
            this.metrics = metrics;
            this.finding = finding;
            this.timeoutNanos = timeoutNanos;
        }

        @Override
        public void run() {
            if (act == SPANS) {
                while (given < spans.size()) {
                    output.span(spans.get(given++));
                }
            } else if (act == METRICS) {
                output.metrics(metrics);
            } else if (act == FINDING && finding != null) {
                output.finding(finding);
            } else if (act == STARTED) {
                output.started();
            } else if (act == TURNED) {
                output.turned();
            } else if (act == FLUSH) {
                output.flush(timeoutNanos);
            } else if (act == CLOSE) {
                output.close();
            }
        }
    }
}
