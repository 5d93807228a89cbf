package io.connwake.recorder;

/** A unit of work under way. */
final class Invocation {
    final long id;
    volatile boolean isOver;

    Invocation(long id) {
        this.id = id;
    }
}
