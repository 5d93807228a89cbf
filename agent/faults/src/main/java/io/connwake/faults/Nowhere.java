package io.connwake.faults;

import io.connwake.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * An endpoint that leads nowhere.
 *
 * @param endpoint made for one trial
 */
record Nowhere(String name, String about, Function<Scene, String> endpoint) implements Hazard {
    @Override
    public Program program() {
        return Program.working("hikari", "return");
    }

    /** The JVM knows no names but those in this file, and asks nobody for others. */
    @Override
    public void strike(ChildJvm watched, Scene scene) throws IOException {
        Path hosts = Files.writeString(scene.folder.resolve("hosts"), "127.0.0.1 localhost\n");
        watched.property("jdk.net.hosts.file", hosts);
        scene.endpoint = endpoint.apply(scene);
    }

    @Override
    public String lost(Told told) {
        told.recordedAll();
        told.holds(told.received().spans().isEmpty(), "something was received all the same");
        told.holds(!told.lines.isEmpty(), "nothing is said of an endpoint that was named");
        return told.unsent(told.recorded()) + " failed exports recorded, said";
    }
}
