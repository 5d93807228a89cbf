package io.connwake.benchmarks.program;

import io.connwake.pipeline.Drain;
import io.connwake.pipeline.DrainThread;
import io.connwake.pipeline.Surroundings;
import io.connwake.pipeline.metrics.Counts;
import io.connwake.pipeline.origin.Guard;
import io.connwake.pipeline.origin.PipelineSettings;
import io.connwake.pipeline.origin.SpanIds;
import io.connwake.pipeline.origin.WallClock;
import io.connwake.pipeline.spans.Outlet;
import io.connwake.pipeline.spans.SpanBudget;
import io.connwake.recorder.EventSource;
import io.connwake.recorder.ProxyMode;
import io.connwake.recorder.Recorder;
import io.connwake.recorder.RecorderSettings;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The agent's own recorder, lanes, drain and ledger without an application. First leases in bursts that the lane holds,
 * each drained by hand; then leases at given rates, drained by the agent's own thread.
 *
 * <p>Arguments: seconds a rate, bursts, then leases a second.
 */
public final class Offered {
    private static final int LANE_SLOTS = 65_536;
    private static final int BURST = 30_000;
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final String DRAIN_THREAD = "connwake-drain";
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Failures failures = new Failures();
    private final Told told = new Told();
    private final Recorder recorder = new Recorder(
            new RecorderSettings(LANE_SLOTS, RecorderSettings.Capture.ADAPTIVE, ProxyMode.AUTO),
            type -> {},
            (point, units) -> null);
    private final EventSource source = recorder.events();
    private final Lender lender = new Lender(recorder);

    private Offered() {}

    /** Nothing may fail here. */
    private static final class Failures implements Guard {
        @Override
        public void run(String kind, Runnable work) {
            work.run();
        }

        @Override
        public long failures() {
            return 0;
        }
    }

    public static void main(String[] args) throws InterruptedException {
        long seconds = Long.parseLong(args[0]);
        new Offered().inBursts(Integer.parseInt(args[1]));
        for (int i = 2; i < args.length; i++) {
            new Offered().at(Integer.parseInt(args[i]), seconds);
        }
    }

    private Drain drain() {
        return new Drain(
                source,
                PipelineSettings.defaults(),
                new Surroundings(
                        WallClock.anchored(0), new SpanIds(42), failures, line -> {}, Counts::new, name -> false),
                List.of(new Outlet(told, new SpanBudget(100, true), failures)));
    }

    /** The first half of the bursts is for the compiler. */
    private void inBursts(int bursts) {
        Drain drain = drain();
        long events = 0;
        long cpuNanos = 0;
        for (int burst = 0; burst < 2 * bursts; burst++) {
            for (int i = 0; i < BURST; i++) {
                lender.lease();
            }
            long beforeNanos = THREADS.getCurrentThreadCpuTime();
            long drained = 0;
            for (int some = drain.turn(System.nanoTime()); some > 0; some = drain.turn(System.nanoTime())) {
                drained += some;
            }
            if (burst >= bursts) {
                cpuNanos += THREADS.getCurrentThreadCpuTime() - beforeNanos;
                events += drained;
            }
        }
        print(0, events, cpuNanos);
        drain.finish(System.nanoTime(), PATIENCE_NANOS);
    }

    private void at(int perSecond, long seconds) throws InterruptedException {
        Drain drain = drain();
        DrainThread thread = new DrainThread(() -> drain, failures, LANE_SLOTS, 0, true);
        thread.start();
        offer(perSecond, seconds);
        thread.catchUp(PATIENCE_NANOS);
        long eventsBefore = source.tally().events();
        long cpuBefore = drainCpuNanos();
        offer(perSecond, seconds);
        thread.catchUp(PATIENCE_NANOS);
        print(perSecond, source.tally().events() - eventsBefore, drainCpuNanos() - cpuBefore);
        thread.stop(PATIENCE_NANOS);
    }

    /** In step with milliseconds; who comes late makes up for it. */
    private void offer(int perSecond, long seconds) {
        long beganNanos = System.nanoTime();
        long total = perSecond * seconds;
        for (long offered = 0; offered < total; ) {
            long due = Math.min(total, (long) ((System.nanoTime() - beganNanos) / 1e9 * perSecond) + 1);
            for (; offered < due; offered++) {
                lender.lease();
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
    }

    private void print(int perSecond, long events, long cpuNanos) {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.println("rate=" + perSecond + " events=" + events + " cpu=" + cpuNanos + " heap="
                + (runtime.totalMemory() - runtime.freeMemory()) + " dropped="
                + source.tally().dropped() + " errors=" + source.tally().errors() + " spans=" + told.spans());
    }

    private static long drainCpuNanos() {
        for (long id : THREADS.getAllThreadIds()) {
            var thread = THREADS.getThreadInfo(id);
            if (thread != null && thread.getThreadName().equals(DRAIN_THREAD)) {
                return THREADS.getThreadCpuTime(id);
            }
        }
        throw new IllegalStateException("no thread " + DRAIN_THREAD);
    }
}
