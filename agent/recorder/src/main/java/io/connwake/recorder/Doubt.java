package io.connwake.recorder;

/**
 * Whether a hook has failed: from then on what was begun, ended or settled may have gone unseen, so nothing is said of what
 * only exact pairs of hooks could show.
 */
final class Doubt {
    private volatile boolean risen;
    private volatile long lastNanos;
    private volatile boolean deaf;
    private volatile boolean hearsEndsOnly;

    /** Makes no object: there may be no room for one. */
    void rise() {
        lastNanos = Clock.nanos();
        risen = true;
    }

    /** Whether a hook failed since, on whatever thread. */
    boolean hasRisenSince(long nanos) {
        return risen && lastNanos - nanos >= 0;
    }

    boolean hasRisen() {
        return risen;
    }

    /** Whether something may have gone unseen. */
    boolean mayHaveMissed() {
        return risen || hearsEndsOnly;
    }

    /** From now on only closes are heard, so that what is open then is not thought lost. */
    void hearEndsOnly() {
        hearsEndsOnly = true;
    }

    /** From now on nothing is heard: what is open then may end at any time. */
    void goDeaf() {
        risen = true;
        deaf = true;
    }

    boolean isDeaf() {
        return deaf;
    }
}
