package io.connwake.faults;

import io.connwake.testing.ChildJvm;
import java.util.function.Consumer;

/** What may cost the agent nothing: all is recorded. */
record Untroubled(String name, String about, Program program, Consumer<ChildJvm> strike) implements Hazard {
    Untroubled(String name, String about, Program program) {
        this(name, about, program, jvm -> {});
    }

    @Override
    public void strike(ChildJvm watched, Scene scene) {
        strike.accept(watched);
    }

    @Override
    public String lost(Told told) {
        told.recordedAll();
        return "nothing: " + Told.leases(told.recorded()) + " leases recorded";
    }
}
