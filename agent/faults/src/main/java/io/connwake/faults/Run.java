package io.connwake.faults;

import io.connwake.testing.ChildJvm;
import io.connwake.testing.Exit;
import io.connwake.testing.RunningJvm;
import java.time.Duration;

/**
 * A program's run.
 *
 * @param ending from its last line to its end
 */
record Run(Exit exit, Duration ending) {
    /** An exit may be held up for 1.8 s; the rest is for a slow machine. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    static Run of(ChildJvm jvm, Hazard hazard, Scene scene) {
        try (RunningJvm running = jvm.start()) {
            accompany(running, hazard, scene);
            long lastLine = System.nanoTime();
            Exit exit = running.awaitExit(PATIENCE);
            return new Run(exit, Duration.ofNanos(System.nanoTime() - lastLine));
        }
    }

    /** What it printed and how it ended says more than that a line did not come. */
    private static void accompany(RunningJvm running, Hazard hazard, Scene scene) {
        try {
            running.awaitLine("worked");
            scene.awaitTelemetry(running);
            running.writeLine("go on");
            running.awaitLine("end");
            hazard.end(running);
        } catch (AssertionError itsOutputEnded) {
            return;
        }
    }
}
