package io.connwake.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What {@code agent/neighbours/run} prints. Flags are tried on the newer JDK alone; the agents that take long to start
 * have tests in {@code contracts}.
 */
class NeighboursIT {
    private static final Runs RUNS = new Runs();

    @AfterAll
    static void end() {
        RUNS.close();
    }

    @TestFactory
    List<DynamicTest> the_program_is_the_same_and_all_of_it_is_seen() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Neighbour each : Neighbours.all()) {
            if (each instanceof Agents) {
                continue;
            }
            if (!(each instanceof Flags)) {
                tests.add(cell(each, Runs.OLDER));
            }
            tests.add(cell(each, Runs.NEWER));
        }
        return tests;
    }

    private static DynamicTest cell(Neighbour neighbour, int feature) {
        Future<Verdict> run = RUNS.start(neighbour, feature);
        return DynamicTest.dynamicTest("beside " + neighbour.name() + " on " + feature, () -> {
            Verdict verdict = Runs.ended(run);
            assumeFalse(verdict.isAbsent(), verdict.absence());
            assertThat(verdict.faults()).isEmpty();
        });
    }
}
