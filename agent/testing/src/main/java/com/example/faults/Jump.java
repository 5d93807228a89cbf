package com.example.faults;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** A wall clock that is right first, and at each reading after that by turns an hour ahead and an hour behind. */
public final class Jump {
    private static final long HOUR_MILLIS = 3_600_000;
    private static final AtomicInteger READINGS = new AtomicInteger();

    private Jump() {}

    public static long currentTimeMillis() {
        return System.currentTimeMillis() + leap();
    }

    /** As {@link Instant#now()}. */
    public static Instant now() {
        return Instant.now().plusMillis(leap());
    }

    private static long leap() {
        int reading = READINGS.getAndIncrement();
        if (reading == 0) {
            return 0;
        }
        return reading % 2 == 0 ? -HOUR_MILLIS : HOUR_MILLIS;
    }
}
