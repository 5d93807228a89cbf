package io.connwake.recorder;

import io.connwake.recorder.event.PoolFacts;
import org.jspecify.annotations.Nullable;

/**
 * What one thread is doing: the hooked calls it is in, and the acquire under way. Only its own thread writes; the sweep
 * reads the wait as a hint.
 */
final class ThreadTrace {
    /** A look costs some microseconds, and a unit of work may last for ever. */
    private static final int DOUBTS = 64;

    final Holder holder;
    /** Unique among threads, never 0. */
    final int number;

    final boolean virtual;

    /** Start of the outermost acquire under way, 0 if there is none. */
    long waitingSinceNanos;

    /** The pool of the acquire under way, or of the last one. */
    @Nullable
    PoolRecord waitingPool;

    /** Whom it asks as long as that is not known for a pool: it may turn out to be one while this acquire waits. */
    @Nullable
    Object waitingSource;

    /** The acquire under way of a virtual thread. */
    @Nullable
    VirtualWait wait;

    /** Set by the sweep: the acquire under way is not on the thread's stack any more, so its end was lost. */
    volatile boolean isStale;

    /**
     * The stack overflowed, perhaps in a hook: what is said to be under way may be over. So often it is looked at before
     * that is believed.
     */
    int doubts;

    int leaseNumber;
    /** That of the last acquire that came to a lease. */
    int lentNumber;

    /** Also counts the calls in which a driver opens or lends a connection of its own: nothing within makes a lease. */
    int acquireDepth;

    int connectDepth;
    boolean inDriver;

    /** The outermost call opens what will be lent by handles: no lease waits for it. */
    boolean opensForHandles;

    /** The pool of the acquire under way, once an inner data source has shown that it is one. */
    @Nullable
    PoolRecord pool;
    /** The handle of an acquire within the one under way: the innermost pool's. */
    @Nullable
    Object innerHandle;
    /** The connection that a driver call within the acquire was made on. */
    @Nullable
    PhysicalRecord touched;
    /** Opened last by this thread, and how many it opened. */
    @Nullable
    PhysicalRecord opened;

    int openedCount;

    /** What a driver returned within the acquire that wraps another driver's connection. */
    @Nullable
    Object wrapped;

    /** The failure of a connect that was told last, for the calls around it that pass it on. */
    @Nullable
    Throwable failure;

    /** The connection whose test by its driver is under way, and what first failed within. */
    @Nullable
    PhysicalRecord tested;

    @Nullable
    Throwable testFailure;

    /** The pool whose construction is under way. */
    @Nullable
    PoolRecord building;

    /** What a data source was configured with that builds its pool within this acquire, and which that is. */
    @Nullable
    PoolFacts asked;

    @Nullable
    Object askedOf;

    /** The unit of work that this thread is in. */
    @Nullable
    Invocation invocation;

    /** What the text that was prepared last says. */
    private FirstWord prepared = FirstWord.ANY;

    /** The pool that this acquire turned out to be the first of. */
    @Nullable
    PoolRecord discovered;

    /** The hooked calls that it is in. */
    final Frames frames = new Frames();

    ThreadTrace(Thread thread, int number) {
        this.number = number;
        holder = new Holder(thread, number);
        virtual = thread.getClass().getName().equals("java.lang.VirtualThread");
    }

    void prepares(FirstWord says) {
        if (prepared != says) {
            prepared = says;
        }
    }

    FirstWord prepared() {
        return prepared;
    }

    void testEnds() {
        if (tested != null) {
            tested = null;
            testFailure = null;
        }
    }

    void nextLease() {
        leaseNumber++;
    }

    /** Of the acquire under way, or the last one. */
    long leaseId() {
        return holder.leaseBase | (leaseNumber & 0xFFFF_FFFFL);
    }

    /** @param source the data source if that is no known pool */
    void waitsFor(@Nullable PoolRecord known, @Nullable Object source) {
        if (waitingPool != known) {
            waitingPool = known;
        }
        if (waitingSource != source) {
            waitingSource = source;
        }
    }

    /** Within the acquire another begins: what an earlier one has shown is not about this one. */
    void acquiresAnew() {
        if (pool != null) {
            pool = null;
        }
        if (innerHandle != null) {
            innerHandle = null;
        }
        if (touched != null) {
            touched = null;
        }
        forgetDiscovered();
    }

    /** A pool that was found within an acquire which lends another one, or none: nobody tells of it now. */
    void forgetDiscovered() {
        if (discovered != null) {
            discovered.letGo();
            discovered = null;
        }
    }

    /** An acquire within the one under way was given back already: it is not what will be lent. */
    void closes(Object handle) {
        if (handle == innerHandle) {
            acquiresAnew();
        }
    }

    void touches(PhysicalRecord connection) {
        if (acquireDepth > 0 && touched != connection) {
            touched = connection;
        }
    }

    /** Executes nothing on it any more. */
    void leaves(@Nullable PhysicalRecord connection) {
        if (connection != null && connection.user == number) {
            connection.user = 0;
        }
    }

    /** Whether this very failure was told already, by a call within. */
    boolean hasTold(Throwable thrown) {
        return failure == thrown;
    }

    /** Forgets calls whose end was lost: the stack overflowed in a hook. */
    void dropStale() {
        isStale = false;
        doubts = 0;
        acquireDepth = 0;
        connectDepth = 0;
        inDriver = false;
        building = null;
        losesInvocation();
        testEnds();
        endAcquire();
        frames.drop(this);
    }

    /** Enters a call; null if it is nested too deeply to be recorded. */
    @Nullable
    Frame push(int hook) {
        return frames.push(hook);
    }

    /** Leaves the call entered under this number; null if its entry was not recorded. */
    @Nullable
    Frame pop(int hook) {
        return frames.pop(hook, this);
    }

    void overflows() {
        doubts = DOUBTS;
    }

    void asks(Object dataSource, @Nullable PoolFacts configured) {
        asked = configured;
        askedOf = configured == null ? null : dataSource;
    }

    void endAcquire() {
        waitingSinceNanos = 0;
        if (waitingSource != null) {
            waitingSource = null;
        }
        if (wait != null) {
            wait.isOver = true;
            wait = null;
        }
        if (pool != null) {
            pool = null;
        }
        if (innerHandle != null) {
            innerHandle = null;
        }
        if (touched != null) {
            touched = null;
        }
        if (wrapped != null) {
            wrapped = null;
        }
        if (failure != null) {
            failure = null;
        }
        if (discovered != null) {
            discovered = null;
        }
        if (asked != null) {
            asked = null;
            askedOf = null;
        }
        if (opensForHandles) {
            opensForHandles = false;
        }
    }

    private void losesInvocation() {
        if (invocation != null) {
            invocation.lost();
            invocation = null;
        }
    }

    /** A call was never left. */
    void loses(Frame frame) {
        switch (frame.kind()) {
            case ACQUIRE, OPEN, LEND -> {
                if (--acquireDepth == 0) {
                    endAcquire();
                }
            }
            case CONNECT -> connectDepth--;
            case BUILD -> building = null;
            case INVOKE -> losesInvocation();
            case EXECUTE, END, SWITCH, VALIDATE -> {
                leaves(frame.connection());
                inDriver = false;
            }
            case BOUNDARY -> {
                if (Boundaries.isUnit(frame.point)) {
                    losesInvocation();
                }
            }
            case NOTHING -> {}
        }
        frame.clear();
    }
}
