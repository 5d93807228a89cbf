package io.connwake.neighbours;

import java.util.List;

/** What came of a cell; where there is no such neighbour, a line that says so. */
record Verdict(List<String> faults, int leases, long errors, String absence) {
    Verdict(List<String> faults, int leases, long errors) {
        this(List.copyOf(faults), leases, errors, "");
    }

    static Verdict absent(String why) {
        return new Verdict(List.of(), 0, 0, why);
    }

    boolean isAbsent() {
        return !absence.isEmpty();
    }

    @Override
    public String toString() {
        if (isAbsent()) {
            return absence;
        }
        return (faults.isEmpty() ? "same" : "DIFFERS") + ", " + leases + " leases, " + errors + " errors";
    }
}
