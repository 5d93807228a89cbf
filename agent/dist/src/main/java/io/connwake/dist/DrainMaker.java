package io.connwake.dist;

import io.connwake.agent.Premain;
import io.connwake.otlp.Exporters;
import io.connwake.pipeline.Drain;
import io.connwake.pipeline.Surroundings;
import io.connwake.pipeline.Taps;
import io.connwake.pipeline.model.Output;
import io.connwake.pipeline.origin.PipelineSettings;
import io.connwake.pipeline.origin.SpanIds;
import io.connwake.pipeline.origin.WallClock;
import io.connwake.pipeline.rules.Frameworks;
import io.connwake.pipeline.spans.Outlet;
import io.connwake.pipeline.spans.SpanBudget;
import io.connwake.recorder.EventSource;
import io.connwake.recorder.Recorder;
import io.connwake.recording.RecordingSettings;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the drain and its outputs, on the drain's thread: the application's is held up by nothing that can wait. */
final class DrainMaker implements Supplier<Drain> {
    /** Leases a second that a recording takes whole. */
    private static final int RECORDED_PER_SECOND = 2_000;

    private final Instrumentation instrumentation;
    private final Recorder recorder;
    private final Configuration configuration;
    private final Guard guard;
    private final Notices notices;
    private final Taps taps;
    private final Runnable off;
    private final @Nullable OnLambda lambda;

    /**
     * @param lambda null elsewhere
     * @param off run where there can be no drain, so that no more classes are woven
     */
    DrainMaker(
            Instrumentation instrumentation,
            Recorder recorder,
            Configuration configuration,
            Guard guard,
            Notices notices,
            Taps taps,
            @Nullable OnLambda lambda,
            Runnable off) {
        this.instrumentation = instrumentation;
        this.recorder = recorder;
        this.configuration = configuration;
        this.guard = guard;
        this.notices = notices;
        this.taps = taps;
        this.lambda = lambda;
        this.off = off;
    }

    /** Whether there is an output. */
    static boolean isHeard(Configuration configuration) {
        return isRecorded(configuration) || !Exporters.areOff();
    }

    /** Whether somebody said where it goes, and would miss it. */
    boolean isAwaited() {
        return isRecorded(configuration) || (!Exporters.areOff() && Exporters.areNamed());
    }

    @Override
    public Drain get() {
        Drain made = null;
        try {
            made = make();
            return made;
        } finally {
            if (made == null) {
                recorder.giveUp();
                off.run();
                notices.say("could not start; nothing is traced (connwake.debug=true tells why)");
            }
        }
    }

    private Drain make() {
        long processId = ProcessId.of();
        SpanIds ids = new SpanIds(seed(processId));
        WallClock clock = WallClock.anchored(ProcessAge.nanos());
        PipelineSettings settings = new PipelineSettings(
                configuration.number(Setting.LEAK_THRESHOLD),
                configuration.number(Setting.WAIT_THRESHOLD),
                configuration.number(Setting.ACQUIRE_THRESHOLD),
                Premain.isLate());
        return new Drain(
                events(settings, clock),
                settings,
                new Surroundings(clock, ids, guard, notices, taps, new Loaded(instrumentation)),
                outlets(new Outputs.ThisProcess(processId, ids.root().traceHex(), notices), ids));
    }

    private EventSource events(PipelineSettings settings, WallClock clock) {
        String journal = configuration.text(Setting.RECORD_EVENTS);
        EventSource events = recorder.events();
        return journal.isEmpty() ? events : EventJournal.of(events, journal, settings, clock, notices);
    }

    /** Looks through all classes, which takes some milliseconds: only advice asks, and once. */
    private static final class Loaded implements Frameworks.LoadedClass {
        private final Instrumentation instrumentation;

        Loaded(Instrumentation instrumentation) {
            this.instrumentation = instrumentation;
        }

        @Override
        public boolean isLoaded(String name) {
            for (Class<?> each : instrumentation.getAllLoadedClasses()) {
                if (each.getName().equals(name)) {
                    return true;
                }
            }
            return false;
        }
    }

    private List<Outlet> outlets(Outputs.ThisProcess process, SpanIds ids) {
        List<Outlet> outlets = new ArrayList<>();
        if (isRecorded(configuration)) {
            RecordingSettings settings = new RecordingSettings(
                    configuration.text(Setting.RECORD), configuration.number(Setting.RECORD_MAX), process.id);
            Outputs.Recording recording = new Outputs.Recording(settings, process, notices);
            outlets.add(new Outlet(new Deferred(recording, null), new SpanBudget(RECORDED_PER_SECOND, false), guard));
        }
        if (!Exporters.areOff()) {
            int budget = (int) Math.min(Integer.MAX_VALUE, configuration.number(Setting.SPANS_BUDGET));
            Outputs.Otlp otlp = new Outputs.Otlp(process, notices, lambda);
            PoolMetrics choice = PoolMetrics.of(configuration.text(Setting.METRICS_POOL));
            Output output = lambda == null ? new Deferred(otlp, choice) : lambda.carries(otlp, choice, process, ids);
            outlets.add(new Outlet(output, new SpanBudget(budget, true), guard));
        }
        return outlets;
    }

    /** Whether it is recorded to a file. */
    static boolean isRecorded(Configuration configuration) {
        return !configuration.text(Setting.RECORD).isEmpty();
    }

    /** Ids must differ between processes that start at the same moment. */
    private static long seed(long processId) {
        return SpanIds.mixed(System.nanoTime()) ^ SpanIds.mixed(processId) ^ System.currentTimeMillis();
    }
}
