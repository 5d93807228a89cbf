package io.connwake.recorder;

/**
 * Whether a hook has failed: from then on what was begun, ended or settled may have gone unseen, so nothing is said of what
 * only exact pairs of hooks could show.
 */
final class Doubt {
    private volatile boolean risen;
    private volatile boolean deaf;

    void rise() {
        risen = true;
    }

    boolean hasRisen() {
        return risen;
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
