package io.connwake.pipeline.ledger;

import io.connwake.pipeline.failure.Classifier;
import io.connwake.pipeline.failure.During;
import io.connwake.pipeline.failure.FailureKind;
import io.connwake.pipeline.model.SpanId;
import io.connwake.pipeline.origin.SpanIds;
import io.connwake.recorder.event.AcquireFailed;
import io.connwake.recorder.event.ErrorFacts;
import io.connwake.recorder.event.PoolBuilt;
import io.connwake.recorder.event.PoolClosed;
import io.connwake.recorder.event.Site;
import io.connwake.recorder.event.ThreadRef;
import io.connwake.recorder.event.TraceParent;
import org.jspecify.annotations.Nullable;

/** How a pool was built and how it ended. Some start again when they are used after their end; that is another pool. */
public final class PoolLife {
    private enum State {
        UNBUILT,
        FAILED,
        READY,
        TOLD
    }

    private final SpanIds ids;
    private SpanId own;
    private @Nullable TraceParent parent;
    private @Nullable ThreadRef thread;
    private @Nullable Invocation invocation;
    private @Nullable Site site;
    private boolean buildsItself;
    private @Nullable ErrorFacts failure;
    private State state = State.UNBUILT;
    private boolean hasFailed;
    private boolean traceIsFixed;
    private long startNanos;
    private long builtNanos;
    private long bornNanos;
    private PoolClosed.@Nullable How how;
    private long closedNanos;
    private @Nullable Site closedAt;
    private @Nullable Long reopenedNanos;
    private @Nullable Lease reopenedBy;
    private int number;
    private int unclosed;

    PoolLife(SpanIds ids) {
        this.ids = ids;
        this.own = ids.root();
    }

    /** Of the construction; in the trace of another tracer's span where there was one. */
    public SpanId span() {
        traceIsFixed = true;
        return own.within(parent);
    }

    public @Nullable TraceParent parent() {
        return parent;
    }

    public @Nullable ThreadRef thread() {
        return thread;
    }

    /** The unit of work that built it; null if none did. */
    public @Nullable Invocation invocation() {
        return invocation;
    }

    /** The code that built it, or first borrowed from one that builds itself. */
    public @Nullable Site site() {
        return site;
    }

    /** Nothing but its first acquire was heard of, so that its site is where that was. */
    public boolean buildsItself() {
        return buildsItself;
    }

    /** Why it could not be built; null if it is ready. */
    public @Nullable ErrorFacts failure() {
        return failure;
    }

    /** When its construction began, or the acquire that started it. */
    public long startNanos() {
        return startNanos;
    }

    /** When it was ready: its constructor returned, or it lent its first connection. */
    public long builtNanos() {
        return builtNanos;
    }

    /** Which one of its configuration it is, counted from 1; 0 if not known. */
    public int number() {
        return number;
    }

    /** How many earlier ones of its configuration were never closed. */
    public int unclosed() {
        return unclosed;
    }

    /** The code that closed it last; null if it never was, or none was captured. */
    public @Nullable Site closedAt() {
        return closedAt;
    }

    /** When it was closed last, or found unreachable; of no meaning where it never was. */
    public long closedNanos() {
        return closedNanos;
    }

    /** It was closed; it may have started again since. */
    public boolean wasEverClosed() {
        return isClosed() || reopenedNanos != null;
    }

    /** The lease by which it started again after it was closed; null if it did not. */
    public @Nullable Lease reopenedBy() {
        return reopenedBy;
    }

    /** It can't lend any more. */
    public boolean isOver() {
        return how != null;
    }

    /** Its data source became garbage without having been closed. */
    public boolean isForgotten() {
        return how == PoolClosed.How.GARBAGE;
    }

    public boolean isClosed() {
        return how == PoolClosed.How.CLOSED;
    }

    boolean wasClosedAt(long nanos) {
        boolean again = reopenedNanos != null && nanos - reopenedNanos >= 0;
        return (isClosed() || reopenedNanos != null) && nanos - closedNanos >= 0 && !again;
    }

    boolean mayHaveLivedAt(long nanos) {
        boolean begun = !isBuilt() || nanos - bornNanos >= 0;
        return begun && !(isOver() && nanos - closedNanos >= 0);
    }

    boolean wasOverFor(long longestNanos, long nowNanos) {
        return isOver() && nowNanos - closedNanos > longestNanos;
    }

    boolean isBuilt() {
        return state == State.READY || state == State.TOLD;
    }

    /** It is ready or failed, and that was not told. */
    boolean isNews() {
        return state == State.READY || state == State.FAILED;
    }

    public boolean isTold() {
        return state == State.TOLD;
    }

    void joins(@Nullable TraceParent current) {
        if (parent == null && !traceIsFixed) {
            parent = current;
        }
    }

    void built(PoolBuilt event, @Nullable Invocation within) {
        if (!isBuilt()) {
            invocation = within;
            site = event.site();
            buildsItself = false;
            begin(event.startNanos(), event.atNanos(), event.thread(), event.parent());
            joins(within == null ? null : within.parent());
            failure = event.error();
            hasFailed = failure != null;
            state = failure == null ? State.READY : State.FAILED;
        }
    }

    /** What builds itself when it is first asked could not; told once until it can. */
    void failedToLend(Lease lease, AcquireFailed event) {
        FailureKind kind = Classifier.of(event.error(), During.ACQUIRE).kind();
        boolean isIts = kind.isRefusal()
                || lease.outcome() == Outcome.REFUSED
                || kind == FailureKind.POOL_CREATE
                || !lease.failedConnects().isEmpty();
        if (state == State.UNBUILT && !hasFailed && !isOver() && isIts) {
            hasFailed = true;
            invocation = lease.invocation();
            site = lease.site();
            buildsItself = true;
            begin(
                    event.startNanos(),
                    event.atNanos(),
                    event.thread(),
                    lease.trace().parent());
            failure = event.error();
            state = State.FAILED;
        }
    }

    /** Having lent, it is ready. */
    void lent(Lease lease) {
        boolean again = isClosed() && lease.startNanos() - closedNanos > 0;
        if (again) {
            reopenedNanos = lease.startNanos();
            reopenedBy = lease;
            how = null;
            hasFailed = false;
            beginAnew();
        }
        if (!isBuilt()) {
            invocation = lease.invocation();
            site = lease.site();
            buildsItself = true;
            begin(
                    lease.startNanos(),
                    lease.acquiredNanos(),
                    lease.thread(),
                    lease.trace().parent());
            failure = null;
            state = State.READY;
        }
        bornNanos = Math.min(bornNanos, lease.startNanos()); // who came first may be told later
    }

    /** Whether this is news. */
    boolean closed(PoolClosed event) {
        if (isOver()) {
            return false;
        }
        how = event.how();
        closedNanos = event.atNanos();
        closedAt = event.site();
        return true;
    }

    void numbered(int ofItsKind, int neverClosed) {
        number = ofItsKind;
        unclosed = neverClosed;
    }

    /** One that failed may yet be built. */
    void told() {
        if (state == State.FAILED) {
            beginAnew();
        } else {
            state = State.TOLD;
        }
    }

    private void begin(long sinceNanos, long untilNanos, @Nullable ThreadRef by, @Nullable TraceParent current) {
        startNanos = sinceNanos;
        bornNanos = sinceNanos;
        builtNanos = untilNanos;
        thread = by;
        joins(current);
    }

    private void beginAnew() {
        state = State.UNBUILT;
        own = ids.root();
        parent = null;
        traceIsFixed = false;
    }
}
