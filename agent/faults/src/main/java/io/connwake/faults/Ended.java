package io.connwake.faults;

import io.connwake.testing.ChildJvm;
import io.connwake.testing.RunningJvm;
import java.util.function.Consumer;

/**
 * The process ends from within or from outside, while leases go on.
 *
 * @param isOrderly it runs its shutdown hooks, so that nothing may be lost
 */
record Ended(String name, String about, String how, boolean isOrderly, Consumer<RunningJvm> end) implements Hazard {
    Ended(String name, String about, String how, boolean isOrderly) {
        this(name, about, how, isOrderly, jvm -> {});
    }

    @Override
    public Program program() {
        return Program.working("hikari", how);
    }

    @Override
    public void strike(ChildJvm watched, Scene scene) {}

    @Override
    public void end(RunningJvm program) {
        end.accept(program);
    }

    /** A process that is killed loses at most its last second, or 64 kB, and cannot count that. */
    @Override
    public String lost(Told told) {
        long recorded = told.recorded().spansNamed("lease ").size();
        if (isOrderly) {
            long leases = Told.leases(told.recorded());
            told.accounts(
                    leases >= told.program.leases(), leases + " of " + told.program.leases() + " leases recorded");
            return leases + " leases recorded, " + told.received().spans().size() + " spans received";
        }
        told.holds(told.lines.isEmpty(), "says " + told.lines);
        return "the last second; " + recorded + " leases recorded";
    }
}
