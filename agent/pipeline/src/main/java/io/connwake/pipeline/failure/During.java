package io.connwake.pipeline.failure;

/** What was under way when an exception was thrown: the same words mean different things. */
public enum During {
    /** A driver's connect. */
    CONNECT,
    /** A data source's {@code getConnection}. */
    ACQUIRE,
    /** A call on a connection that was open. */
    USE
}
