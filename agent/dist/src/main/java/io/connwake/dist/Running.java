package io.connwake.dist;

import io.connwake.agent.Premain;
import io.connwake.boot.Installation;
import io.connwake.pipeline.DrainThread;
import io.connwake.pipeline.Taps;
import io.connwake.recorder.ProxyMode;
import io.connwake.recorder.Recorder;
import io.connwake.recorder.RecorderSettings;
import java.lang.instrument.Instrumentation;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The agent at work: recorder, drain and outputs. */
final class Running {
    /** Without outputs only what lives longer can have findings, and is worth loading the ledger for. */
    private static final long UNHEARD_NANOS = 1_000_000_000L;

    /** On Lambda the first response comes before all of our work; then there is a flush, or time. */
    private static final long COLD_START_NANOS = 3_000_000_000L;

    private static final String LAMBDA = "AWS_LAMBDA_RUNTIME_API";

    private final Recorder recorder;
    private final DrainThread drain;
    private final @Nullable OnLambda lambda;

    private Running(Recorder recorder, DrainThread drain, @Nullable OnLambda lambda) {
        this.recorder = recorder;
        this.drain = drain;
        this.lambda = lambda;
    }

    static Running start(
            Instrumentation instrumentation,
            Configuration configuration,
            Guard guard,
            Notices notices,
            Taps taps,
            Runnable off,
            Runnable end) {
        String api = System.getenv(LAMBDA);
        boolean isOnLambda = api != null && !api.isEmpty();
        boolean isHeard = DrainMaker.isHeard(configuration);
        OnLambda lambda = isOnLambda && isHeard ? new OnLambda(api, configuration, guard, notices) : null;
        BoundaryMaker boundaries = new BoundaryMaker(isOnLambda, lambda);
        RecorderSettings settings = recorderSettings(configuration);
        Recorder recorder = new Recorder(settings, new PackageOpener(instrumentation), boundaries);
        Installation.install(recorder);
        DrainMaker maker = new DrainMaker(instrumentation, recorder, configuration, guard, notices, taps, lambda, off);
        boolean isColdStart = isOnLambda && !DrainMaker.isRecorded(configuration);
        long rest = isColdStart ? COLD_START_NANOS : isHeard ? 0 : UNHEARD_NANOS;
        DrainThread thread = new DrainThread(maker, guard, settings.leaseSlots(), rest, isHeard);
        if (lambda != null) {
            lambda.drainedBy(thread);
        }
        thread.start();
        Runtime.getRuntime()
                .addShutdownHook(new Ending(
                        guard, boundaries, recorder, thread, lambda, end, maker.isAwaited() ? notices : null));
        return new Running(recorder, thread, lambda);
    }

    /** The {@code Span} interface of another tracer's API, by name, to be looked up once it is loaded. */
    void sawTracer(String className, @Nullable ClassLoader loader) {
        recorder.sawTracer(className, loader);
    }

    DrainThread drain() {
        return drain;
    }

    void switchOff() {
        try {
            recorder.giveUp();
        } finally {
            if (lambda != null) {
                lambda.switchedOff();
            }
        }
    }

    private static RecorderSettings recorderSettings(Configuration configuration) {
        return new RecorderSettings(
                (int) configuration.number(Setting.RING_SIZE),
                RecorderSettings.Capture.valueOf(
                        configuration.text(Setting.SITES).toUpperCase(Locale.ROOT)),
                ProxyMode.valueOf(configuration.text(Setting.PROXY).toUpperCase(Locale.ROOT)),
                Premain.isLate());
    }

    /** The orderly end: what happened up to now goes out, within a bound. */
    private static final class Ending extends Thread {
        private static final long LONGEST_NANOS = 1_800_000_000L;

        private final Guard guard;
        private final BoundaryMaker boundaries;
        private final Recorder recorder;
        private final DrainThread drain;
        private final @Nullable OnLambda lambda;
        private final Runnable end;
        private final @Nullable Notices missed;

        /**
         * @param end run first
         * @param missed told what is lost at the end; null where nobody awaits it
         */
        Ending(
                Guard guard,
                BoundaryMaker boundaries,
                Recorder recorder,
                DrainThread drain,
                @Nullable OnLambda lambda,
                Runnable end,
                @Nullable Notices missed) {
            super(DrainThread.group(), null, "connwake-end", 0, false);
            setContextClassLoader(Ending.class.getClassLoader());
            this.guard = guard;
            this.boundaries = boundaries;
            this.recorder = recorder;
            this.drain = drain;
            this.lambda = lambda;
            this.end = end;
            this.missed = missed;
        }

        @Override
        public void run() {
            guard.run("end", end);
            guard.run("end", new Step(true));
            guard.run("end", new Step(false));
        }

        private void record() {
            try {
                boundaries.terminates();
            } finally {
                recorder.hearEndsOnly(); // threads that go on would refill the lanes faster than they can be emptied
            }
        }

        private void finish() throws InterruptedException {
            if (lambda == null) {
                drain.stop(LONGEST_NANOS);
                if (missed != null && !drain.hasTold() && !drain.hasNone()) {
                    missed.say("the process ended before all that was recorded was understood: the end is missing");
                }
                return;
            }
            boolean told = false;
            try {
                lambda.ends();
                told = drain.stop(OnLambda.ENDING_NANOS);
            } finally {
                lambda.ended(told);
            }
        }

        /** The last events, then all that is left to do; each whatever becomes of the other. */
        private final class Step implements Runnable {
            private final boolean first;

            Step(boolean first) {
                this.first = first;
            }

            @Override
            public void run() {
                try {
                    if (first) {
                        record();
                    } else {
                        finish();
                    }
                } catch (InterruptedException hurried) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
