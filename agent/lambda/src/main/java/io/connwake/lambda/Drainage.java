package io.connwake.lambda;

/** The drain, as whoever decides about flushes sees it. Both wait no longer than they are given. */
public interface Drainage {
    /** What happened so far is understood, and nothing is sent; false if that took too long. */
    boolean catchUp(long timeoutNanos) throws InterruptedException;

    /** The same, and the outputs send what they hold; false if that took too long. */
    boolean flush(long timeoutNanos) throws InterruptedException;
}
