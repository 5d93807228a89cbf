package io.connwake.dist;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The one safety net: what our code throws where it is entered (the gate, our threads, premain; the hooks have theirs in
 * {@code boot}) stops here and is counted. After {@value #MOST} failures the agent switches itself off and says so once.
 */
final class Guard implements io.connwake.pipeline.origin.Guard {
    static final int MOST = 1_000;

    private final AtomicLong failures = new AtomicLong();
    private final Notices notices;
    private final Runnable switchOff;

    Guard(Notices notices, Runnable switchOff) {
        this.notices = notices;
        this.switchOff = switchOff;
    }

    @Override
    public void run(String kind, Runnable work) {
        try {
            work.run();
        } catch (Throwable failure) {
            swallow(kind, failure);
        }
    }

    @Override
    public long failures() {
        return failures.get();
    }

    void swallow(String where, Throwable failure) {
        long count = failures.incrementAndGet();
        try {
            tell(where, failure, count);
        } catch (Throwable again) {
            // Out of memory even for saying so: whoever called goes on all the same.
        }
    }

    private void tell(String where, Throwable failure, long count) {
        try {
            notices.debug(where, failure);
        } finally {
            if (count == MOST) {
                stop(where, failure);
            }
        }
    }

    private void stop(String where, Throwable failure) {
        try {
            notices.say("switched itself off after " + MOST + " internal errors, the last one in " + where + ": "
                    + failure);
        } finally {
            switchOff.run();
        }
    }
}
