package io.connwake.dist;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The one safety net: what our code throws where it is entered (the gate, our threads, premain; the hooks have theirs in
 * {@code boot}) stops here and is counted. After {@value #MOST} failures the agent switches itself off and says so once.
 */
final class Guard {
    static final int MOST = 1_000;

    private final AtomicLong failures = new AtomicLong();
    private final Notices notices;
    private volatile @Nullable Runnable switchOff;

    Guard(Notices notices) {
        this.notices = notices;
    }

    void onTooMany(Runnable action) {
        switchOff = action;
    }

    long failures() {
        return failures.get();
    }

    void swallow(String where, Throwable failure) {
        long count = failures.incrementAndGet();
        notices.debug(where + " failed: " + failure);
        if (count == MOST) {
            notices.say("switched itself off after " + MOST + " internal errors, the last one in " + where + ": "
                    + failure);
            Runnable action = switchOff;
            if (action != null) {
                action.run();
            }
        }
    }
}
