package io.connwake.pipeline;

import io.connwake.pipeline.live.Situation;
import io.connwake.pipeline.origin.Guard;
import io.connwake.recorder.Clock;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The daemon thread that makes the drain and turns it; producers never wake it, flushes do. It may rest before, so that
 * what it costs to make the drain is no part of a start; where there is no output, nobody hears of a program that ends at
 * once, and not even the drain's classes are loaded then.
 */
public final class DrainThread {
    /** Struck more often outside of its turns, it gives up. */
    private static final int MOST_LIVES = 1_000;

    private static final char LOOP = 'o';
    private static final char LIVE = 'l';
    private static final char START = 's';
    private static final char TURN = 't';
    private static final char FINISH = 'f';

    private final Supplier<Drain> maker;
    private final Guard guard;
    private final Pace pace;
    private final long restNanos;
    private final boolean isHeard;
    private final Thread thread;
    private final Queue<Flush> flushes = new ConcurrentLinkedQueue<>();
    private volatile boolean stopping;
    private volatile long hurryNanos;
    private volatile long endNanos;
    private volatile @Nullable Drain made;
    private volatile boolean ended;
    private long pauseNanos = Pace.SHORTEST_NANOS;
    private boolean over;

    /**
     * @param maker called once, on the thread
     * @param slots of the lane that fills first
     * @param restNanos how long to rest before, unless a flush is asked for
     * @param isHeard whether there is an output, so that a program which ends within the rest is told of too
     */
    public DrainThread(Supplier<Drain> maker, Guard guard, int slots, long restNanos, boolean isHeard) {
        this.maker = maker;
        this.guard = guard;
        this.pace = new Pace(slots);
        this.restNanos = restNanos;
        this.isHeard = isHeard;
        this.thread = new Thread(group(), new Step(LOOP), "connwake-drain", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(DrainThread.class.getClassLoader());
    }

    /**
     * The JVM's own, for threads of ours: an application may interrupt a group of its own, wait until that is empty, or
     * destroy it. Null, for that of the thread that asks, where a security manager keeps the other.
     */
    public static @Nullable ThreadGroup group() {
        try {
            ThreadGroup group = Thread.currentThread().getThreadGroup();
            for (ThreadGroup parent = group; parent != null; parent = parent.getParent()) {
                group = parent;
            }
            return group;
        } catch (SecurityException denied) {
            return null;
        }
    }

    public void start() {
        thread.start();
    }

    /** Everything that happened so far is handed to the outputs; false if that took longer than the time given. */
    public boolean flush(long timeoutNanos) throws InterruptedException {
        return await(new Flush(timeoutNanos, true, null));
    }

    /** Everything that happened so far is understood; false if that took longer than the time given. */
    public boolean catchUp(long timeoutNanos) throws InterruptedException {
        return await(new Flush(timeoutNanos, false, null));
    }

    /** Everything that is open is told as it is; false if that took longer than the time given. */
    public boolean look(long timeoutNanos, Situation situation) throws InterruptedException {
        return await(new Flush(timeoutNanos, false, situation));
    }

    /** What was not begun in time is not begun any more, and nothing where there is no drain to begin it. */
    private boolean await(Flush flush) throws InterruptedException {
        flushes.add(flush);
        LockSupport.unpark(thread);
        try {
            return !ended && flush.done.await(flush.leftNanos(), TimeUnit.NANOSECONDS) && flush.succeeded;
        } finally {
            flushes.remove(flush);
        }
    }

    /** Finishes the drain; false if that took longer than the time given, then the thread is left behind. */
    public boolean stop(long timeoutNanos) throws InterruptedException {
        long now = System.nanoTime();
        hurryNanos = now + timeoutNanos / 2;
        endNanos = now + timeoutNanos;
        stopping = true;
        Drain drain = made;
        if (drain != null) {
            drain.hurry(hurryNanos);
        }
        LockSupport.unpark(thread);
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(timeoutNanos)));
        return !thread.isAlive();
    }

    /** Whether the outputs have all that was recorded up to the end, though they may not be rid of it yet. */
    public boolean hasTold() {
        Drain drain = made;
        return drain != null && drain.hasTold();
    }

    /** Whether there never was a drain, nor will be. */
    public boolean hasNone() {
        return made == null && ended;
    }

    private void turn(Drain drain) {
        Flush flush = flushes.poll();
        if (flush != null) {
            run(drain, flush);
        } else {
            pauseNanos = pace.after(drain.turn(Clock.nanos()));
        }
    }

    private static void run(Drain drain, Flush flush) {
        try {
            if (flush.situation != null) {
                drain.look(Clock.nanos(), flush.situation);
            } else if (flush.outputs) {
                drain.flush(Clock.nanos(), flush.leftNanos());
            } else {
                drain.catchUp(Clock.nanos());
            }
            flush.succeeded = true;
        } finally {
            flush.done.countDown();
        }
    }

    /** Nobody waits for what will not come. */
    private void end() {
        ended = true;
        for (Flush each = flushes.poll(); each != null; each = flushes.poll()) {
            each.done.countDown();
        }
    }

    private static final class Flush {
        private final long untilNanos;
        private final boolean outputs;
        private final @Nullable Situation situation;
        private final CountDownLatch done = new CountDownLatch(1);
        private volatile boolean succeeded;

        Flush(long timeoutNanos, boolean outputs, @Nullable Situation situation) {
            this.untilNanos = System.nanoTime() + timeoutNanos;
            this.outputs = outputs;
            this.situation = situation;
        }

        long leftNanos() {
            return Math.max(0, untilNanos - System.nanoTime());
        }
    }

    private void rest() {
        long beganNanos = System.nanoTime();
        long leftNanos = restNanos;
        while (leftNanos > 0 && !stopping && flushes.isEmpty()) {
            pause(leftNanos);
            leftNanos = restNanos - (System.nanoTime() - beganNanos);
        }
    }

    private void loop() {
        try {
            for (int lives = 0; !over && lives < MOST_LIVES; lives++) {
                guard.run("drain", new Step(LIVE));
            }
        } finally {
            end();
        }
    }

    /** Goes on where it was, should anything strike outside of its turns. */
    private void live() {
        rest();
        if (made == null && (isHeard || !stopping)) {
            guard.run("start", new Step(START));
        }
        Drain drain = made;
        if (drain == null) {
            over = true;
            return;
        }
        if (stopping) {
            drain.hurry(hurryNanos);
        }
        Runnable turn = new Step(TURN);
        while (!stopping) {
            guard.run("turn", turn);
            if (!stopping && flushes.isEmpty()) {
                pause(pauseNanos);
            }
        }
        over = true;
        guard.run("finish", new Step(FINISH));
    }

    /** An interrupt is the application's mistake; a thread that stays interrupted can't rest any more. */
    private void pause(long nanos) {
        LockSupport.parkNanos(this, nanos);
        Thread.interrupted();
    }

    /** What the thread and the guard run; one class for all of it, since each costs start-up. */
    private final class Step implements Runnable {
        private final char work;

        Step(char work) {
            this.work = work;
        }

        @Override
        public void run() {
            Drain drain = made;
            if (work == LOOP) {
                loop();
            } else if (work == LIVE) {
                live();
            } else if (work == START) {
                made = maker.get();
            } else if (work == TURN && drain != null) {
                turn(drain);
            } else if (drain != null) {
                drain.finish(Clock.nanos(), endNanos - System.nanoTime());
            }
        }
    }
}
