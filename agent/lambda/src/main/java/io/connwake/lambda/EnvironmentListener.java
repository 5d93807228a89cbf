package io.connwake.lambda;

/** Hears of the environment's life, on the threads of the runtime interface client; what it throws is counted. */
public interface EnvironmentListener {
    /**
     * The runtime is about to ask for its next event, or to be snapshot; it may be frozen there.
     *
     * @param first nothing was asked for before, so extensions may still register
     */
    void pausing(boolean first);

    /** The function can't begin, and the runtime is about to say so; whoever hears that ends the process. */
    void givingUp();

    /** A snapshot of the process is about to be taken; after {@link #pausing}. */
    void snapshotting();

    /** It has one. */
    void began(String requestId, long deadlineEpochMillis);

    /** The caller has its response, or will never have one. */
    void responded(String requestId, boolean failed);

    /** The process goes on from a snapshot. */
    void restored();
}
