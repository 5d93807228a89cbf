package com.example.trouble;

import java.util.concurrent.locks.LockSupport;

/** Lets so much time pass that whatever the agent has to say of what is open is said: a few of its sweeps. */
final class PatientWait {
    private static final long NANOS = 4_000_000_000L;

    void forFindings() {
        long start = System.nanoTime();
        while (System.nanoTime() - start < NANOS) {
            LockSupport.parkNanos(NANOS / 10);
        }
    }
}
