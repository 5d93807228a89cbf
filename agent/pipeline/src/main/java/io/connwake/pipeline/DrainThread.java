package io.connwake.pipeline;

import io.connwake.pipeline.origin.Guard;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The daemon thread that turns the drain; producers never wake it, flushes do. */
public final class DrainThread {
    private static final long BUSY_NANOS = 10_000_000L;
    private static final long IDLE_NANOS = 100_000_000L;
    private static final long ASLEEP_NANOS = 250_000_000L;
    private static final int TURNS_TO_IDLE = 20;
    private static final int TURNS_TO_SLEEP = 50;

    private final Drain drain;
    private final Guard guard;
    private final Thread thread;
    private final Queue<Flush> flushes = new ConcurrentLinkedQueue<>();
    private volatile boolean stopping;
    private volatile long finishNanos;
    private int turnsWithoutEvent;

    public DrainThread(Drain drain, Guard guard) {
        this.drain = drain;
        this.guard = guard;
        this.thread = new Thread(null, new Loop(), "connwake-drain", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(DrainThread.class.getClassLoader());
    }

    public void start() {
        thread.start();
    }

    /** Everything that happened so far is handed to the outputs; false if that took longer than the time given. */
    public boolean flush(long timeoutNanos) throws InterruptedException {
        Flush flush = new Flush(timeoutNanos);
        flushes.add(flush);
        LockSupport.unpark(thread);
        return flush.done.await(timeoutNanos, TimeUnit.NANOSECONDS);
    }

    /** Finishes the drain; false if that took longer than the time given, then the thread is left behind. */
    public boolean stop(long timeoutNanos) throws InterruptedException {
        finishNanos = timeoutNanos;
        drain.hurry(System.nanoTime() + timeoutNanos / 2);
        stopping = true;
        LockSupport.unpark(thread);
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(timeoutNanos)));
        return !thread.isAlive();
    }

    private void turn() {
        Flush flush = flushes.poll();
        if (flush != null) {
            drain.flush(System.nanoTime(), flush.timeoutNanos);
            flush.done.countDown();
            return;
        }
        int events = drain.turn(System.nanoTime());
        turnsWithoutEvent = events > 0 ? 0 : turnsWithoutEvent + 1;
    }

    private long parkNanos() {
        if (turnsWithoutEvent < TURNS_TO_IDLE) {
            return BUSY_NANOS;
        }
        return turnsWithoutEvent < TURNS_TO_SLEEP ? IDLE_NANOS : ASLEEP_NANOS;
    }

    private static final class Flush {
        private final long timeoutNanos;
        private final CountDownLatch done = new CountDownLatch(1);

        Flush(long timeoutNanos) {
            this.timeoutNanos = timeoutNanos;
        }
    }

    private final class Loop implements Runnable {
        private final Runnable turn = new Turn();

        @Override
        public void run() {
            while (!stopping) {
                guard.run("turn", turn);
                if (!stopping && flushes.isEmpty()) {
                    LockSupport.parkNanos(this, parkNanos());
                }
            }
            guard.run("finish", new Finish());
        }
    }

    private final class Turn implements Runnable {
        @Override
        public void run() {
            turn();
        }
    }

    private final class Finish implements Runnable {
        @Override
        public void run() {
            drain.finish(System.nanoTime(), finishNanos);
        }
    }
}
