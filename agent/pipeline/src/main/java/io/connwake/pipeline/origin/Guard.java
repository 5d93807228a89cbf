package io.connwake.pipeline.origin;

/** The one place where failures of ours are caught; it counts them. */
public interface Guard {
    /**
     * Runs it; nothing that it throws comes out.
     *
     * @param kind what failed, for the count
     */
    void run(String kind, Runnable work);

    /** How many this guard caught. */
    long failures();
}
