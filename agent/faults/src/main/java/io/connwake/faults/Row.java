package io.connwake.faults;

import java.util.List;

/**
 * What came of one trial.
 *
 * @param exit the code, how long that took after the last line, and in brackets how long without the agent
 * @param complaints what did not hold
 */
record Row(String hazard, int jdk, String result, String exit, String lost, String recording, List<String> complaints) {
    boolean holds() {
        return complaints.isEmpty();
    }
}
