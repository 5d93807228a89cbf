package io.connwake.pipeline.origin;

/** Knows the phase of a moment. */
public interface Phases {
    Phase at(long nanos);
}
