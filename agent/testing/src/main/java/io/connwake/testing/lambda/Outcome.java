package io.connwake.testing.lambda;

/** How an invocation ended for who had called. */
public enum Outcome {
    /** The handler's response was posted. */
    RESPONSE,
    /** The handler's error was posted. */
    ERROR,
    /** Nothing was posted in time; the environment was reset. */
    TIMEOUT,
    /** The process ended before anything was posted. */
    EXIT,
    /** There was no function to invoke: INIT failed, again inside the invocation. */
    NO_INIT
}
