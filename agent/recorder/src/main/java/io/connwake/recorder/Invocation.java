package io.connwake.recorder;

import io.connwake.recorder.event.Ending;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A unit of work under way. */
public final class Invocation {
    final long id;
    private final AtomicBoolean over = new AtomicBoolean();
    private final Invocations all;
    /** Of a cloud function, whose environment may be frozen afterwards. */
    final boolean isCall;

    /** Its handler was called within another tracer's span. */
    volatile boolean isTraced;

    private volatile @Nullable Object kept;

    /** The number of the thread that it began on. */
    final int thread;

    Invocation(long id, int thread, boolean isCall, Invocations all) {
        this.id = id;
        this.thread = thread;
        this.isCall = isCall;
        this.all = all;
    }

    /** What its boundary has to know of it until it ends. */
    public void keep(Object facts) {
        kept = facts;
    }

    public @Nullable Object kept() {
        return kept;
    }

    public boolean isOver() {
        return over.get();
    }

    /** Whether this is the first time. */
    boolean ends() {
        return over.compareAndSet(false, true);
    }

    /** Its end will not be heard: the call's frame was dropped. */
    void lost() {
        all.ended(this, Ending.OK, null);
    }
}
