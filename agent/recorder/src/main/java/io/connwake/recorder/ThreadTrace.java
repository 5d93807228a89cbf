package io.connwake.recorder;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one thread is doing: the hooked calls it is in, and the acquire under way. Only its own thread writes; the sweep
 * reads the wait as a hint.
 */
final class ThreadTrace {
    private static final int USUAL = 64;
    /** The filters of one request take two frames each, and some applications have dozens. */
    private static final int DEEPEST = 512;

    final Holder holder;
    /** Unique among threads, never 0. */
    final int number;

    final boolean virtual;

    /** Start of the outermost acquire under way, 0 if there is none. */
    long waitingSinceNanos;

    /** The pool of the acquire under way, or of the last one. */
    @Nullable
    PoolRecord waitingPool;

    /** The acquire under way of a virtual thread. */
    @Nullable
    VirtualWait wait;

    /** Set by the sweep: the acquire under way is not on the thread's stack any more, so its end was lost. */
    volatile boolean isStale;

    /** The stack overflowed, perhaps in a hook: what is said to be under way may be over. */
    boolean overflowed;

    int leaseNumber;

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

    /** The unit of work that this thread is in. */
    @Nullable
    Invocation invocation;

    /** The pool that this acquire turned out to be the first of. */
    @Nullable
    PoolRecord discovered;

    private Frame[] frames = new Frame[USUAL];
    private int depth;

    ThreadTrace(Thread thread, int number) {
        this.number = number;
        holder = new Holder(thread, number);
        virtual = thread.getClass().getName().equals("java.lang.VirtualThread");
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

    void waitsFor(@Nullable PoolRecord known) {
        if (waitingPool != known) {
            waitingPool = known;
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

    /** From another thread, as a hint: whether a call on that connection is under way here. */
    boolean isIn(PhysicalRecord connection) {
        Frame[] seen = frames;
        for (int i = 0; i < depth && i < seen.length; i++) {
            Frame frame = seen[i];
            if (frame != null && frame.connection() == connection) {
                return true;
            }
        }
        return false;
    }

    /** From another thread, as a hint. */
    boolean isOpeningOrTesting() {
        Frame[] seen = frames;
        for (int i = 0; i < depth && i < seen.length; i++) {
            Frame frame = seen[i];
            if (frame != null && (frame.kind() == Frame.Kind.CONNECT || frame.kind() == Frame.Kind.VALIDATE)) {
                return true;
            }
        }
        return false;
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
        depth = 0;
        acquireDepth = 0;
        connectDepth = 0;
        inDriver = false;
        building = null;
        losesInvocation();
        testEnds();
        endAcquire();
        for (Frame each : frames) {
            if (each != null) {
                leaves(each.connection());
                each.clear();
            }
        }
    }

    /** Enters a call; null if it is nested too deeply to be recorded. */
    @Nullable
    Frame push(int hook) {
        int at = depth++;
        if (at >= frames.length && !deepens(at)) {
            return null;
        }
        Frame frame = frames[at];
        if (frame == null) {
            frame = new Frame();
            frames[at] = frame;
        }
        frame.enter(hook);
        return frame;
    }

    private boolean deepens(int at) {
        if (at >= DEEPEST) {
            return false;
        }
        frames = Arrays.copyOf(frames, 2 * frames.length);
        return true;
    }

    /**
     * Leaves the call entered under this number; null if its entry was not recorded. Calls above it that were never left
     * (the stack overflowed in a hook) are dropped.
     */
    @Nullable
    Frame pop(int hook) {
        int top = depth - 1;
        if (top >= frames.length) {
            depth = top;
            return null;
        }
        if (top >= 0 && frames[top].hook == hook) {
            depth = top;
            return frames[top];
        }
        return popBelow(hook, top);
    }

    /** The outermost acquire or connect under way, or null. */
    @Nullable
    Frame outermost() {
        for (int i = 0; i < depth && i < frames.length; i++) {
            Frame.Kind kind = frames[i].kind();
            if (kind == Frame.Kind.ACQUIRE || kind == Frame.Kind.CONNECT) {
                return frames[i];
            }
        }
        return null;
    }

    /** The method whose call is the unit of work that this thread is in, or null. */
    @Nullable
    String outermostInvoked() {
        for (int i = 0; i < depth && i < frames.length; i++) {
            if (frames[i].kind() == Frame.Kind.INVOKE && frames[i].source instanceof String function) {
                return function;
            }
        }
        return null;
    }

    void endAcquire() {
        waitingSinceNanos = 0;
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
        if (opensForHandles) {
            opensForHandles = false;
        }
    }

    private @Nullable Frame popBelow(int hook, int top) {
        for (int i = top - 1; i >= 0; i--) {
            if (frames[i].hook == hook) {
                for (int j = i + 1; j <= top; j++) {
                    forget(frames[j]);
                }
                depth = i;
                return frames[i];
            }
        }
        return null;
    }

    private void losesInvocation() {
        if (invocation != null) {
            invocation.lost();
            invocation = null;
        }
    }

    private void forget(Frame frame) {
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
