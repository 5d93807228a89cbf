package io.connwake.faults;

import io.connwake.testing.ChildJvm;
import io.connwake.testing.faults.ThrowingMethods;
import java.util.function.Supplier;

/** Methods of the agent throw. */
record Throwing(String name, String about, String pool, Supplier<ThrowingMethods> methods) implements Hazard {
    /** Of each clerk: enough for some of them to end unheard and to be looked at. */
    private static final int LEASES = 3_000;

    @Override
    public Program program() {
        return Program.working(pool, LEASES, "return");
    }

    @Override
    public void strike(ChildJvm watched, Scene scene) {
        watched.option(methods.get().option()).property("connwake.leak.threshold", "100ms");
    }

    @Override
    public int mostLines() {
        return 3;
    }

    /** Where hooks fail, leases are lost; what fails is counted. */
    @Override
    public String lost(Told told) {
        told.holds(told.errors() > 0, "no failure was counted");
        long leases = Math.max(Told.leases(told.recorded()), Told.leases(told.received()));
        return told.errors() + " errors counted, " + leases + " of " + told.program.leases() + " leases told";
    }
}
