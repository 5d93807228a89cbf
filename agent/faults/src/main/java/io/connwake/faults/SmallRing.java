package io.connwake.faults;

import com.example.work.Borrowing;
import io.connwake.testing.ChildJvm;

/** Eight slots between the application and the agent, and far more leases than the drain can hear. */
record SmallRing(String name, String about) implements Hazard {
    private static final int TIMES = 50_000;

    @Override
    public Program program() {
        return Program.of(Borrowing.class, TIMES, Integer.toString(TIMES)).within(32);
    }

    @Override
    public void strike(ChildJvm watched, Scene scene) {
        watched.property("connwake.ring.size", 8);
    }

    /** A release that is heard tells of its acquire too. */
    @Override
    public String lost(Told told) {
        long heard = Told.leases(told.recorded());
        long untold = told.dropped("acquired");
        told.accounts(untold > 0 && told.dropped("released") > 0, "nothing was dropped");
        told.accounts(
                heard <= TIMES && heard + untold >= TIMES, heard + " heard and " + untold + " dropped of " + TIMES);
        told.holds(told.errors() == 0, told.errors() + " errors of the agent");
        return heard + " leases heard; dropped: acquired " + untold + ", released " + told.dropped("released");
    }
}
