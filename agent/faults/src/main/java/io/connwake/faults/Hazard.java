package io.connwake.faults;

import io.connwake.testing.ChildJvm;
import io.connwake.testing.RunningJvm;
import java.io.IOException;
import java.util.Optional;

/** One thing that breaks while a correct program runs. */
interface Hazard {
    /** By which it is asked for. */
    String name();

    /** What is broken, for a person. */
    String about();

    Program program();

    /** The first JDK that it can be tried on. */
    default int fromJdk() {
        return 17;
    }

    /** Why it can't be tried on this machine. */
    default Optional<String> obstacle() {
        return Optional.empty();
    }

    /** Breaks it, before the program starts with the agent. */
    void strike(ChildJvm watched, Scene scene) throws IOException;

    /** What is done to a program after its last line, with the agent and without. */
    default void end(RunningJvm program) {}

    /** How many lines the agent may say on stderr. */
    default int mostLines() {
        return 1;
    }

    /** Whether what the agent misses, or what really is in want, may show as a finding. */
    default boolean mayBeFound() {
        return false;
    }

    /** What was lost and where that is counted; what should be counted and is not is held against it. */
    String lost(Told told);
}
