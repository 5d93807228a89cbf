package io.connwake.testing;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Which fault the next request meets, and the gate at which hanging ones are held. */
final class Faults {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private final Queue<Fault> once = new ArrayDeque<>();
    private Fault lasting = Fault.NONE;
    private long releases;

    void fromNowOn(Fault fault) {
        lock.lock();
        try {
            lasting = fault;
        } finally {
            lock.unlock();
        }
    }

    void once(Fault fault) {
        lock.lock();
        try {
            once.add(fault);
        } finally {
            lock.unlock();
        }
    }

    Fault next() {
        lock.lock();
        try {
            Fault first = once.poll();
            return first == null ? lasting : first;
        } finally {
            lock.unlock();
        }
    }

    void release() {
        lock.lock();
        try {
            releases++;
            opened.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How often requests have been released so far: what a request notes when it arrives. */
    long releases() {
        lock.lock();
        try {
            return releases;
        } finally {
            lock.unlock();
        }
    }

    /** Holds until the first release after the one noted, so that none between arrival and holding is missed. */
    void hold(long releasesNoted, long atMostNanos) throws InterruptedException {
        lock.lock();
        try {
            long leftNanos = atMostNanos;
            while (releases == releasesNoted && leftNanos > 0) {
                leftNanos = opened.awaitNanos(leftNanos);
            }
        } finally {
            lock.unlock();
        }
    }
}
