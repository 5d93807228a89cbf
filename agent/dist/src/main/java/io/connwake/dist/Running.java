package io.connwake.dist;

import io.connwake.boot.Installation;
import io.connwake.recorder.Recorder;
import io.connwake.recorder.RecorderSettings;
import java.lang.instrument.Instrumentation;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The agent at work: recorder and drain. */
final class Running {
    private final Recorder recorder;

    private Running(Recorder recorder) {
        this.recorder = recorder;
    }

    static Running start(
            Instrumentation instrumentation,
            Configuration configuration,
            Guard guard,
            Notices notices,
            Composition composition) {
        RecorderSettings settings = new RecorderSettings(
                (int) configuration.number(Setting.RING_SIZE),
                RecorderSettings.Capture.valueOf(
                        configuration.text(Setting.SITES).toUpperCase(Locale.ROOT)));
        Recorder recorder = new Recorder(settings, type -> open(instrumentation, type));
        Installation.install(recorder);
        Thread t = new Thread(() -> {
            while (true) {
                recorder.events().drain(System.err::println, 1000);
                recorder.events().sweep(System.nanoTime(), (a, b) -> true, System.err::println);
                try {
                    Thread.sleep(50);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        t.setDaemon(true);
        t.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            recorder.events().drain(System.err::println, 1000);
            System.err.println(recorder.events().tally());
        }));
        return new Running(recorder);
    }

    void sawTracer(String className, @Nullable ClassLoader loader) {}

    void switchOff() {
        recorder.switchOff();
    }

    private static void open(Instrumentation instrumentation, Class<?> type) {
        instrumentation.redefineModule(
                type.getModule(),
                Set.of(),
                Map.of(),
                Map.of(type.getPackageName(), Set.of(Running.class.getModule())),
                Set.of(),
                Map.of());
    }
}
