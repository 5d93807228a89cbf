package io.connwake.pipeline.ledger;

/** How the leases of one site ended. */
public final class SiteCounts {
    public static final String UNKNOWN = "unknown";

    private final String line;
    private long returned;
    private long returnedAfterError;
    private long returnedByOthers;
    private long lost;
    private long lostAfterError;
    private long longestNanos;
    private boolean examined;

    SiteCounts(String line) {
        this.line = line;
    }

    /** Its open leases are looked at, to see what their holders do. */
    public boolean isExamined() {
        return examined;
    }

    /** Whether who holds a connection from there is to be looked at: each look takes a stack sample. */
    public void examine(boolean closely) {
        examined = closely;
    }

    /** As a stack trace names it. */
    public String line() {
        return line;
    }

    /** A line of code, not the remainder that no site was captured for. */
    public boolean isKnown() {
        return !line.equals(UNKNOWN);
    }

    public long returned() {
        return returned;
    }

    public long returnedAfterError() {
        return returnedAfterError;
    }

    /** By another thread than that which had acquired it. */
    public long returnedByOthers() {
        return returnedByOthers;
    }

    void returnedByOther() {
        returnedByOthers++;
    }

    /** Of those that came back without an error; 0 if none did. */
    public long longestNanos() {
        return longestNanos;
    }

    public long lost() {
        return lost;
    }

    public long lostAfterError() {
        return lostAfterError;
    }

    public void lost(boolean afterError) {
        lost++;
        lostAfterError += afterError ? 1 : 0;
    }

    /** A lost one came back after all. */
    public void found(boolean afterError) {
        lost--;
        lostAfterError -= afterError ? 1 : 0;
    }

    /** What seemed to come back was closed by its pool. */
    public void wasNoReturn(boolean afterError) {
        returned--;
        returnedAfterError -= afterError ? 1 : 0;
    }

    void returned(boolean afterError, long heldNanos) {
        returned++;
        returnedAfterError += afterError ? 1 : 0;
        if (!afterError) {
            longestNanos = Math.max(longestNanos, heldNanos);
        }
    }
}
