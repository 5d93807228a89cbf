package io.connwake.faults;

import io.connwake.testing.ChildJvm;
import io.connwake.testing.Jdk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One hazard on one JDK: the program alone, then with the agent and what is broken. */
final class Trial {
    private static final Map<String, Run> ALONE = new ConcurrentHashMap<>();

    private Trial() {}

    static Row of(Hazard hazard, Jdk jdk) {
        Run alone = ALONE.computeIfAbsent(hazard.program() + " " + jdk, unknown -> alone(hazard, jdk));
        try (Scene scene = new Scene(true)) {
            ChildJvm jvm = hazard.program().on(jdk).agent();
            hazard.strike(jvm, scene);
            jvm.property("connwake.record", scene.recording)
                    .environment("OTEL_EXPORTER_OTLP_ENDPOINT", scene.endpoint)
                    .environment("OTEL_BSP_SCHEDULE_DELAY", "100")
                    .environment("OTEL_METRIC_EXPORT_INTERVAL", "300");
            Run watched = Run.of(jvm, hazard, scene);
            return judged(hazard, jdk, alone, watched, scene);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Run alone(Hazard hazard, Jdk jdk) {
        try (Scene scene = new Scene(false)) {
            return Run.of(hazard.program().on(jdk), hazard, scene);
        }
    }

    private static Row judged(Hazard hazard, Jdk jdk, Run alone, Run watched, Scene scene) {
        List<String> ours = watched.exit()
                .err()
                .lines()
                .filter(line -> line.startsWith("connwake: "))
                .toList();
        List<String> theirs = watched.exit()
                .err()
                .lines()
                .filter(line -> !line.startsWith("connwake: "))
                .toList();
        Told told = new Told(hazard.program(), ours, scene);
        boolean isSame = watched.exit().out().equals(alone.exit().out());
        told.holds(
                isSame,
                "prints\n" + watched.exit().out() + "and without the agent\n"
                        + alone.exit().out());
        told.holds(
                watched.exit().code() == alone.exit().code(),
                "ends with " + watched.exit().code() + ", without the agent with "
                        + alone.exit().code());
        told.holds(theirs.equals(alone.exit().err().lines().toList()), "says on stderr " + theirs);
        told.holds(ours.stream().filter(line -> !Told.isOfTheEnd(line)).count() <= hazard.mostLines(), "says " + ours);
        String lost = hazard.lost(told);
        if (!hazard.mayBeFound()) {
            told.hasNoFindings();
        }
        return new Row(
                hazard.name(),
                jdk.feature(),
                isSame ? "as without" : "differs",
                watched.exit().code() + " after " + seconds(watched) + " (" + seconds(alone) + ")",
                lost,
                told.recording(),
                List.copyOf(told.complaints));
    }

    private static String seconds(Run run) {
        return String.format(java.util.Locale.ROOT, "%.1f s", run.ending().toMillis() / 1e3);
    }
}
