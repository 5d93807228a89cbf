package io.connwake.recorder;

import org.jspecify.annotations.Nullable;

/**
 * What one thread is doing: the hooked calls it is in, the acquire and the unit of work under way. Only its own thread
 * writes; the sweep reads the wait as a hint.
 */
final class ThreadTrace {
    /** A look costs some microseconds, and a unit of work may last for ever. */
    private static final int DOUBTS = 64;

    final Holder holder;
    /** Unique among threads, never 0. */
    final int number;

    final boolean virtual;

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

    /** Opened last by this thread, and how many it opened. */
    @Nullable
    PhysicalRecord opened;

    int openedCount;

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

    /** The unit of work that this thread is in. */
    @Nullable
    Invocation invocation;

    /** It borrowed while no unit of work was under way. */
    boolean worksForItself;

    /** What the text that was prepared last says. */
    private FirstWord prepared = FirstWord.ANY;
    /** By which {@link LikelySites} know it. */
    private int preparedMark;

    /** The hooked calls that it is in. */
    final Frames frames = new Frames();

    final AcquireTrace acquire = new AcquireTrace();

    ThreadTrace(Thread thread, int number) {
        this.number = number;
        holder = new Holder(thread, number);
        virtual = thread.getClass().getName().equals("java.lang.VirtualThread");
    }

    void prepares(String text) {
        preparedMark = LikelySites.mark(text);
        FirstWord says = FirstWord.ofPrepared(text);
        if (prepared != says) {
            prepared = says;
        }
    }

    int preparedMark() {
        return preparedMark;
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

    void touches(PhysicalRecord connection) {
        if (acquireDepth > 0) {
            acquire.touches(connection);
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

    /** The same, of a call of that kind alone. */
    @Nullable
    Frame pop(int hook, Frame.Kind kind) {
        Frame left = frames.pop(hook, this);
        return left != null && left.kind() == kind ? left : null;
    }

    void overflows() {
        doubts = DOUBTS;
    }

    void endAcquire() {
        acquire.end();
        if (failure != null) {
            failure = null;
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
