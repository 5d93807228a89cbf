package io.connwake.lambda;

import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Metric;
import io.connwake.pipeline.model.Output;
import io.connwake.pipeline.model.Span;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is told from flush to flush, so that an environment that is frozen at any moment has nothing on its way and
 * the output behind is made by the first flush. What there is no room for is counted; the newest stays. Where nobody
 * leads it, because the runtime is not AWS's, it flushes itself.
 */
public final class CarriedOver implements Output {
    static final int MOST_SPANS = 4_096;
    static final int MOST_FINDINGS = 512;
    private static final int AT_ONCE = 1_024;
    private static final long UNLED_NANOS = 20_000_000_000L;
    private static final long UNLED_FLUSH_NANOS = 2_000_000_000L;

    private final Supplier<Output> maker;
    private final LongSupplier nanoClock;
    private final Deque<Span> spans = new ArrayDeque<>();
    private final Deque<Finding> findings = new ArrayDeque<>();
    private List<Metric> latest = List.of();
    private @Nullable Output behind;
    /** Told before a snapshot and sent by nobody: not to be sent by an output that is made after it. */
    private List<Metric> forgone = List.of();

    private volatile @Nullable UnaryOperator<List<Metric>> choice;
    private boolean said;
    private long heldSinceNanos;
    private long dropped;
    private volatile boolean led;
    private volatile boolean ending;
    private volatile boolean up;
    private volatile boolean urgent;
    private volatile boolean arrived;
    private volatile boolean renewed;
    private volatile int held;
    private volatile boolean countsLeft;

    /** @param maker of the output behind, called at the first flush, on the drain thread */
    public CarriedOver(Supplier<Output> maker, LongSupplier nanoClock) {
        this.maker = maker;
        this.nanoClock = nanoClock;
    }

    /** Which of the metrics are sent; null for all. */
    public void chooses(@Nullable UnaryOperator<List<Metric>> wanted) {
        choice = wanted;
    }

    @Override
    public void span(Span span) {
        renewIfDue();
        if (spans.size() >= MOST_SPANS) {
            spans.poll();
            dropped++;
        }
        spans.add(span);
        holds();
    }

    @Override
    public void finding(Finding finding) {
        renewIfDue();
        if (findings.size() >= MOST_FINDINGS) {
            findings.poll();
            dropped++;
        }
        findings.add(finding);
        holds();
        if (finding.severity() == Finding.Severity.ERROR && finding.state() != Finding.State.SUSPECTED) {
            urgent = true;
        }
    }

    @Override
    public void metrics(List<Metric> metrics) {
        UnaryOperator<List<Metric>> wanted = choice;
        renewIfDue();
        latest = wanted == null ? metrics : wanted.apply(metrics);
        holds();
    }

    /** Never but at a flush, where somebody calls for that. */
    @Override
    public long metricsIntervalNanos() {
        return led ? Long.MAX_VALUE : UNLED_NANOS;
    }

    @Override
    public void turned() {
        if (!led && said && nanoClock.getAsLong() - heldSinceNanos > UNLED_NANOS) {
            flush(UNLED_FLUSH_NANOS);
            heldSinceNanos = nanoClock.getAsLong();
        }
    }

    @Override
    public void flush(long timeoutNanos) {
        long untilNanos = nanoClock.getAsLong() + timeoutNanos;
        Output to = behind();
        arrived = false;
        if (to == null || !to.isReady(!ending)) {
            return;
        }
        up = true;
        long failures = to.failures();
        to.metrics(latest);
        handOver(to, untilNanos);
        arrived = isEmpty() && to.pending() == 0 && to.failures() == failures && nanoClock.getAsLong() - untilNanos < 0;
        urgent &= !arrived;
        held = waiting();
        countsLeft = !arrived;
    }

    /** What is left is lost; so may be what was handed over and is not known to have arrived. */
    @Override
    public void close() {
        held = waiting();
        Output made = behind;
        if (made != null) {
            made.close();
        }
    }

    @Override
    public long failures() {
        return behind == null ? 0 : behind.failures();
    }

    @Override
    public long dropped() {
        return dropped + (behind == null ? 0 : behind.dropped());
    }

    /** Somebody flushes it from now on. */
    void isLed() {
        led = true;
    }

    /** From any thread: nothing is started any more, only what is there can send. */
    public void ends() {
        ending = true;
    }

    /** From any thread: the process goes on from a snapshot. What is left from before it would be told by every copy. */
    void renew() {
        renewed = true;
    }

    /** From any thread: what waits for a flush, spans and findings. */
    public int held() {
        return held;
    }

    /** From any thread: something was told, and so counted, since the last flush that arrived. */
    public boolean hasCountsLeft() {
        return countsLeft;
    }

    /** The output behind has been made, so that a flush costs no more than sending. */
    boolean isUp() {
        return up;
    }

    /** Something was found that should be known soon. */
    boolean isUrgent() {
        return urgent;
    }

    /** Whether the last flush brought everything there. */
    boolean hasArrived() {
        return arrived;
    }

    private void renewIfDue() {
        if (!renewed) {
            return;
        }
        renewed = false;
        dropped += spans.size() + findings.size();
        spans.clear();
        findings.clear();
        urgent = false;
        if (behind == null) {
            forgone = latest;
        } else {
            behind.renew(latest);
        }
        up = false;
    }

    private @Nullable Output behind() {
        Output made = behind;
        if (made == null && !ending) {
            made = maker.get();
            behind = made;
            if (!forgone.isEmpty()) {
                made.renew(forgone);
                forgone = List.of();
            }
        }
        return made;
    }

    /** In portions that the output behind has room for; what it could not get rid of takes room. */
    private void handOver(Output to, long untilNanos) {
        do {
            int room = AT_ONCE - to.pending();
            for (; room > 0 && !findings.isEmpty(); room--) {
                to.finding(findings.remove());
            }
            for (; room > 0 && !spans.isEmpty(); room--) {
                to.span(spans.remove());
            }
            to.flush(Math.max(0, untilNanos - nanoClock.getAsLong()));
        } while (!isEmpty() && to.pending() == 0 && nanoClock.getAsLong() - untilNanos < 0);
    }

    private boolean isEmpty() {
        return spans.isEmpty() && findings.isEmpty();
    }

    private int waiting() {
        return spans.size() + findings.size() + (behind == null ? 0 : behind.pending());
    }

    private void holds() {
        if (!said) {
            said = true;
            heldSinceNanos = nanoClock.getAsLong();
        }
        held = waiting();
        countsLeft = true;
    }
}
