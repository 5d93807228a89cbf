package io.connwake.pipeline.origin;

/** Knows the phase of a moment. */
public interface Phases {
    /** Of a process in which no invocation was ever seen. */
    Phases NO_INVOCATION = Phase.INIT;

    Phase at(long nanos);
}
