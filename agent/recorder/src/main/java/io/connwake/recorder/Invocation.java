package io.connwake.recorder;

/** A unit of work under way. */
final class Invocation {
    final long id;
    volatile boolean isOver;
    private final Invocations all;

    Invocation(long id, Invocations all) {
        this.id = id;
        this.all = all;
    }

    /** Its end will not be heard: the call's frame was dropped. */
    void lost() {
        all.ended(this, false);
    }
}
