package io.connwake.faults;

import com.example.work.Visiting;
import io.connwake.testing.ChildJvm;

/** A great many threads, each with one lease; all wait for eight connections. */
record Crowd(String name, String about, String kind, int visitors, int megabytes, int fromJdk) implements Hazard {
    @Override
    public Program program() {
        return Program.of(Visiting.class, visitors, kind, Integer.toString(visitors))
                .within(megabytes);
    }

    @Override
    public void strike(ChildJvm watched, Scene scene) {
        watched.property("connwake.wait.threshold", "5m");
    }

    /** The pool is too small for all of them. */
    @Override
    public boolean mayBeFound() {
        return true;
    }

    @Override
    public String lost(Told told) {
        long heard = Told.leases(told.recorded());
        long dropped = told.dropped();
        told.accounts(heard + dropped >= visitors, heard + " heard and " + dropped + " dropped of " + visitors);
        told.holds(told.errors() == 0, told.errors() + " errors of the agent");
        return heard + " leases recorded, " + dropped + " events dropped";
    }
}
