package io.connwake.neighbours;

import io.connwake.testing.ChildJvm;
import io.connwake.testing.Exit;
import io.connwake.testing.Jdk;
import io.connwake.testing.Recording;
import io.connwake.testing.RunningJvm;
import io.connwake.testing.Telemetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** One neighbour on one JDK: the program is run without Connwake and with it, and both are compared. */
record Cell(Neighbour neighbour, Jdk jdk) implements Callable<Verdict> {
    private static final Duration FOR_THE_LEAK = Duration.ofMinutes(3);
    private static final Duration FOR_THE_END = Duration.ofMinutes(3);

    @Override
    public Verdict call() throws Exception {
        Optional<String> absence = neighbour.absence(jdk);
        if (absence.isPresent()) {
            return Verdict.absent(absence.get());
        }
        Path folder = folder();
        Stage without = new Stage(jdk, folder, false);
        Exit alone = alone(neighbour.arranged(without));
        Stage with = new Stage(jdk, folder, true);
        List<String> faults = new ArrayList<>();
        Exit watched = watched(neighbour.arranged(with), faults);
        hold(without.claims(), faults);
        hold(with.claims(), faults);
        if (!Files.exists(with.recording())) {
            faults.add("nothing was recorded; stderr: " + watched.err());
            return new Verdict(faults, 0, 0);
        }
        Telemetry seen = Recording.read(with.recording()).telemetry();
        Expectation expectation = new Expectation(neighbour, faults);
        expectation.ofExits(alone, watched);
        expectation.of(seen);
        return new Verdict(faults, seen.spansNamed("lease ").size(), (long) seen.sum("connwake.agent.errors"));
    }

    private static Exit alone(ChildJvm jvm) {
        try (RunningJvm running = jvm.start()) {
            running.closeInput();
            return running.awaitExit(FOR_THE_END);
        }
    }

    /** It is told to end when all its leaks were. */
    private Exit watched(ChildJvm jvm, List<String> faults) {
        try (RunningJvm running = jvm.start()) {
            try {
                running.awaitErrLine(Expectation.LEAK, FOR_THE_LEAK);
            } catch (AssertionError untold) {
                faults.add("the leak was not told");
            }
            running.closeInput();
            return running.awaitExit(FOR_THE_END);
        }
    }

    private static void hold(Map<String, Callable<Boolean>> claims, List<String> faults) throws Exception {
        for (Map.Entry<String, Callable<Boolean>> each : claims.entrySet()) {
            if (!each.getValue().call()) {
                faults.add("not true: " + each.getKey());
            }
        }
    }

    private Path folder() throws IOException {
        Path all = Files.createDirectories(Stage.built("runs"));
        String name = neighbour.name().replaceAll("[^A-Za-z0-9]+", "-") + "-" + jdk.feature() + "-";
        return Files.createTempDirectory(all, name);
    }
}
