package io.connwake.demo.stage;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Looks again and again until something has happened. */
final class Patience {
    private static final long LOOK_AGAIN_MILLIS = 50;

    private Patience() {}

    /** False if it hasn't within that time. */
    static boolean until(Callable<Boolean> happened, Duration limit) throws Exception {
        long startNanos = System.nanoTime();
        while (!happened.call()) {
            if (System.nanoTime() - startNanos > limit.toNanos()) {
                return false;
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        return true;
    }
}
