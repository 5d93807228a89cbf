package io.connwake.lambda;

import java.util.List;

/** Tells all of them, whatever one of them throws. */
final class Listeners {
    private final EnvironmentListener[] all;

    Listeners(List<EnvironmentListener> all) {
        this.all = all.toArray(new EnvironmentListener[0]);
    }

    void pausing(boolean first) {
        pausing(first, 0);
    }

    void began(String requestId, long deadlineEpochMillis) {
        began(requestId, deadlineEpochMillis, 0);
    }

    void responded(String requestId, boolean failed) {
        responded(requestId, failed, 0);
    }

    void givingUp() {
        givingUp(0);
    }

    void snapshotting() {
        snapshotting(0);
    }

    void restored() {
        restored(0);
    }

    private void pausing(boolean first, int at) {
        if (at < all.length) {
            try {
                all[at].pausing(first);
            } finally {
                pausing(first, at + 1);
            }
        }
    }

    private void began(String requestId, long deadlineEpochMillis, int at) {
        if (at < all.length) {
            try {
                all[at].began(requestId, deadlineEpochMillis);
            } finally {
                began(requestId, deadlineEpochMillis, at + 1);
            }
        }
    }

    private void responded(String requestId, boolean failed, int at) {
        if (at < all.length) {
            try {
                all[at].responded(requestId, failed);
            } finally {
                responded(requestId, failed, at + 1);
            }
        }
    }

    private void givingUp(int at) {
        if (at < all.length) {
            try {
                all[at].givingUp();
            } finally {
                givingUp(at + 1);
            }
        }
    }

    private void snapshotting(int at) {
        if (at < all.length) {
            try {
                all[at].snapshotting();
            } finally {
                snapshotting(at + 1);
            }
        }
    }

    private void restored(int at) {
        if (at < all.length) {
            try {
                all[at].restored();
            } finally {
                restored(at + 1);
            }
        }
    }
}
