package io.connwake.faults;

import io.connwake.testing.ChildJvm;
import io.connwake.testing.faults.ThrowingMethods;
import java.util.function.Supplier;

/** Methods of the agent throw. */
record Throwing(String name, String about, String pool, Supplier<ThrowingMethods> methods) implements Hazard {
    @Override
    public Program program() {
        return Program.working(pool, "return");
    }

    @Override
    public void strike(ChildJvm watched, Scene scene) {
        watched.option(methods.get().option());
    }

    /** What the agent did not see can be the evidence of a finding, though not of those that ask for exact pairs of hooks. */
    @Override
    public int mostLines() {
        return 3;
    }

    @Override
    public boolean mayBeFound() {
        return true;
    }

    /** Where hooks fail, leases are lost; what fails is counted. */
    @Override
    public String lost(Told told) {
        told.holds(told.errors() > 0, "no failure was counted");
        long leases = Math.max(Told.leases(told.recorded()), Told.leases(told.received()));
        return told.errors() + " errors counted, " + leases + " of " + told.program.leases() + " leases told";
    }
}
