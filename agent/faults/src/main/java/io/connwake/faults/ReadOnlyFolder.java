package io.connwake.faults;

import io.connwake.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;

/** The recording's folder can't be written: one of the kernel's, for root can write everywhere else. */
record ReadOnlyFolder(String name, String about) implements Hazard {
    @Override
    public Program program() {
        return Program.working("dbcp", "return");
    }

    @Override
    public void strike(ChildJvm watched, Scene scene) throws IOException {
        scene.recording = Path.of("/proc/self/recording.jsonl");
    }

    @Override
    public String lost(Told told) {
        told.receivedAll();
        told.holds(told.lines.size() == 1, "it is not said that nothing is recorded");
        long lost = told.unsent(told.received());
        told.holds(lost > 0, "what was not recorded is not counted");
        return lost + " spans and metrics not recorded, counted at the receiver, said";
    }
}
