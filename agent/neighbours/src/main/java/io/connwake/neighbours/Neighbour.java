package io.connwake.neighbours;

import io.connwake.testing.ChildJvm;
import io.connwake.testing.Jdk;
import java.io.IOException;
import java.util.Optional;

/** What stands beside the agent: a flag of the JVM, another agent, a class loader. */
interface Neighbour {
    String name();

    /** Why there is none on that JDK; empty where there is. */
    default Optional<String> absence(Jdk jdk) {
        return Optional.empty();
    }

    /** The program in this neighbourhood. It is arranged twice, first without Connwake. */
    ChildJvm arranged(Stage stage) throws IOException;

    /** What the program said, without what the neighbour or the JVM says of itself and never says twice the same. */
    default String ofProgram(String said) {
        return said;
    }

    /** How often the program does its work, each time with a pool of its own. */
    default int times() {
        return 1;
    }
}
