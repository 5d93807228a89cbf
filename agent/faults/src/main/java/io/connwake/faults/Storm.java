package io.connwake.faults;

import com.example.work.Borrowing;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Fault;

/**
 * The collector hangs, while leases come as fast as one thread can take them, in a heap without room for all that is
 * not sent.
 */
record Storm(String name, String about) implements Hazard {
    private static final int TIMES = 400_000;

    @Override
    public Program program() {
        return Program.of(Borrowing.class, TIMES, Integer.toString(TIMES)).within(96);
    }

    @Override
    public void strike(ChildJvm watched, Scene scene) {
        scene.receiver.fail(Fault.hang());
    }

    @Override
    public String lost(Told told) {
        long heard = Told.leases(told.recorded());
        long dropped = told.dropped();
        long spans = (long) told.recorded().sum("connwake.agent.spans.dropped");
        told.accounts(heard + dropped >= TIMES, heard + " heard and " + dropped + " dropped of " + TIMES);
        told.holds(told.errors() == 0, told.errors() + " errors of the agent");
        return heard + " leases heard, " + dropped + " events and " + spans + " spans dropped";
    }
}
