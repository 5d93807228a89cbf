package io.connwake.testing.faults;

/** A wall clock that jumps by an hour, forth and back, for all classes that are not the JDK's. */
public final class JumpingClock {
    private JumpingClock() {}

    /** For the java command, before Connwake's own. */
    public static String option() {
        return "-javaagent:" + FaultJar.path() + "=clock";
    }
}
