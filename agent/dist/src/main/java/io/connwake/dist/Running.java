package io.connwake.dist;

import io.connwake.boot.Installation;
import io.connwake.otlp.Exporters;
import io.connwake.pipeline.Drain;
import io.connwake.pipeline.DrainThread;
import io.connwake.pipeline.Surroundings;
import io.connwake.pipeline.Taps;
import io.connwake.pipeline.origin.Phases;
import io.connwake.pipeline.origin.PipelineSettings;
import io.connwake.pipeline.origin.SpanIds;
import io.connwake.pipeline.origin.WallClock;
import io.connwake.pipeline.spans.Outlet;
import io.connwake.pipeline.spans.SpanBudget;
import io.connwake.recorder.Recorder;
import io.connwake.recorder.RecorderSettings;
import io.connwake.recording.RecordingSettings;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The agent at work: recorder, drain and outputs. */
final class Running {
    /** Leases a second that a recording takes whole. */
    private static final int RECORDED_PER_SECOND = 2_000;

    private final Recorder recorder;

    private Running(Recorder recorder) {
        this.recorder = recorder;
    }

    static Running start(
            Instrumentation instrumentation, Configuration configuration, Guard guard, Notices notices, Taps taps) {
        Recorder recorder = new Recorder(recorderSettings(configuration), new PackageOpener(instrumentation));
        Installation.install(recorder);
        long processId = ProcessId.of();
        SpanIds ids = new SpanIds(seed(processId));
        String instanceId = ids.root().traceHex();
        WallClock clock = WallClock.anchored();
        Drain drain = new Drain(
                recorder.events(),
                new PipelineSettings(
                        configuration.number(Setting.LEAK_THRESHOLD),
                        configuration.number(Setting.WAIT_THRESHOLD),
                        configuration.number(Setting.ACQUIRE_THRESHOLD)),
                new Surroundings(clock, ids, Phases.NO_INVOCATION, guard, notices, taps),
                outlets(configuration, new Outputs.ThisProcess(processId, instanceId), guard, notices));
        DrainThread thread = new DrainThread(drain, guard);
        thread.start();
        Runtime.getRuntime().addShutdownHook(new Ending(thread));
        return new Running(recorder);
    }

    /** The {@code Span} interface of another tracer's API, by name, to be looked up once it is loaded. */
    void sawTracer(String className, @Nullable ClassLoader loader) {
        recorder.sawTracer(className, loader);
    }

    void switchOff() {
        recorder.switchOff();
    }

    private static RecorderSettings recorderSettings(Configuration configuration) {
        return new RecorderSettings(
                (int) configuration.number(Setting.RING_SIZE),
                RecorderSettings.Capture.valueOf(
                        configuration.text(Setting.SITES).toUpperCase(Locale.ROOT)));
    }

    private static List<Outlet> outlets(
            Configuration configuration, Outputs.ThisProcess process, Guard guard, Notices notices) {
        List<Outlet> outlets = new ArrayList<>();
        String file = configuration.text(Setting.RECORD);
        if (!file.isEmpty()) {
            RecordingSettings settings =
                    new RecordingSettings(file, configuration.number(Setting.RECORD_MAX), process.id);
            Outputs.Recording recording = new Outputs.Recording(settings, process, notices);
            outlets.add(new Outlet(new Deferred(recording), new SpanBudget(RECORDED_PER_SECOND, false), guard));
        }
        if (Exporters.areOff()) {
            return outlets;
        }
        int budget = (int) Math.min(Integer.MAX_VALUE, configuration.number(Setting.SPANS_BUDGET));
        Outputs.Otlp otlp = new Outputs.Otlp(process, notices);
        outlets.add(new Outlet(new Deferred(otlp), new SpanBudget(budget, true), guard));
        return outlets;
    }

    /** Ids must differ between processes that start at the same moment. */
    private static long seed(long processId) {
        return SpanIds.mixed(System.nanoTime()) ^ SpanIds.mixed(processId) ^ System.currentTimeMillis();
    }

    /** The orderly end: what happened up to now goes out, within a bound. */
    private static final class Ending extends Thread {
        private static final long LONGEST_NANOS = 1_800_000_000L;

        private final DrainThread drain;

        Ending(DrainThread drain) {
            super(null, null, "connwake-end", 0, false);
            setContextClassLoader(Ending.class.getClassLoader());
            this.drain = drain;
        }

        @Override
        public void run() {
            try {
                drain.stop(LONGEST_NANOS);
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
