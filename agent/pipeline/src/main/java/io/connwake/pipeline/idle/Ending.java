package io.connwake.pipeline.idle;

/** What a connection was found to be after a time without use. */
public enum Ending {
    /** Alive: the server answered on it. */
    SURVIVED,
    /** Dead, and the server or a proxy said that it had been idle for too long. */
    TIMED_OUT,
    /** Dead, and nobody said why. */
    DIED,
    /** Dead for a reason that has nothing to do with its age: a shutdown, an administrator, a failure while it was in use. */
    KILLED
}
