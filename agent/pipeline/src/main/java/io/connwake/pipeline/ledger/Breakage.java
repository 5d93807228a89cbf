package io.connwake.pipeline.ledger;

import io.connwake.recorder.event.ErrorFacts;

/** Tells an error after which the connection is dead from one of the statement. */
final class Breakage {
    private Breakage() {}

    static boolean of(ErrorFacts error) {
        if (one(error)) {
            return true;
        }
        for (ErrorFacts cause : error.causes()) {
            if (one(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean one(ErrorFacts error) {
        String state = error.sqlState() == null ? "" : error.sqlState();
        return (state.startsWith("08") && !mayBeClosedHere(state, error.vendorCode()))
                || state.startsWith("57P")
                || state.equals("25P03")
                || error.vendorCode() == 4031
                || error.type().startsWith("java.net.")
                || error.type().equals("java.io.EOFException");
    }

    /** What is said of a connection that was closed here as well; by MariaDB Connector/J 08000 with its 1220. */
    private static boolean mayBeClosedHere(String state, int vendorCode) {
        return state.equals("08003") || (state.equals("08000") && vendorCode == 1220);
    }
}
