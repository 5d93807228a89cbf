package io.connwake.pipeline.ledger;

import io.connwake.pipeline.origin.SpanIds;
import io.connwake.recorder.event.AcquireFailed;
import io.connwake.recorder.event.Acquired;
import io.connwake.recorder.event.CodeLine;
import io.connwake.recorder.event.Peer;
import io.connwake.recorder.event.Released;
import io.connwake.recorder.event.Site;
import io.connwake.recorder.event.StatementFailed;
import io.connwake.recorder.event.ThreadRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One borrow: from the moment the application asked, whether it got a connection or not. */
public final class Lease {
    private final long id;
    private final LeaseTrace trace;
    private @Nullable Acquired acquired;
    private @Nullable AcquireFailed failed;
    private @Nullable Released released;
    private @Nullable Outcome outcome;
    private @Nullable Connection connection;
    private @Nullable Pool pool;
    private @Nullable PoolSnapshot snapshot;
    private @Nullable Wait wait;
    private @Nullable String finding;
    private @Nullable Invocation invocation;
    private @Nullable Long outlivedNanos;
    private boolean opened;
    private Reuse reuse = Reuse.NONE;
    private long startNanos;
    private long acquiredNanos;
    private long endNanos;
    private final Watch watch = new Watch();
    private @Nullable Troubles troubles;
    /** Its neighbours in the {@link LeaseList} that it is in, which alone writes them. */
    @Nullable
    Lease before;

    @Nullable
    Lease after;

    boolean isListed;

    Lease(long id, SpanIds ids) {
        this.id = id;
        this.trace = new LeaseTrace(ids.next());
    }

    public long id() {
        return id;
    }

    public LeaseTrace trace() {
        return trace;
    }

    /** Null if the acquire failed, or as long as it waits. */
    public @Nullable Acquired acquired() {
        return acquired;
    }

    public @Nullable AcquireFailed failed() {
        return failed;
    }

    public @Nullable Released released() {
        return released;
    }

    public @Nullable Outcome outcome() {
        return outcome;
    }

    /** The unit of work that borrowed it. */
    public @Nullable Invocation invocation() {
        return invocation;
    }

    /** Its invocation ended while it was open, and it was told so. */
    public boolean isOutlived() {
        return outlivedNanos != null;
    }

    /** As its span says it: that it outlived its invocation, or that its pool took it back, before all else. */
    public @Nullable Outcome toldOutcome() {
        Outcome own = PoolHabits.tookBack(this) ? Outcome.ABANDONED : outcome;
        return isOutlived() ? Outcome.OPEN_AT_INVOCATION_END : own;
    }

    /** When its span ends. */
    public long toldNanos() {
        return outlivedNanos == null ? endNanos : outlivedNanos;
    }

    void within(@Nullable Invocation unit) {
        invocation = unit;
    }

    void outlives(long atNanos) {
        outlivedNanos = Math.max(atNanos, acquiredNanos);
    }

    public @Nullable Connection connection() {
        return connection;
    }

    /** Null for a connection that no pool lent. */
    public @Nullable Pool pool() {
        return pool;
    }

    /** Its pool when the acquire ended. */
    public @Nullable PoolSnapshot snapshot() {
        return snapshot;
    }

    /** What was seen of it while it was open. */
    public Watch watch() {
        return watch;
    }

    /** Errors of its statements, the first few. */
    public List<StatementFailed> errors() {
        return troubles == null ? List.of() : troubles.statements();
    }

    /** Connects that failed while it waited, the first few. */
    public List<FailedConnect> failedConnects() {
        return troubles == null ? List.of() : troubles.connects();
    }

    public boolean isOpen() {
        return acquired != null && outcome == null;
    }

    public @Nullable Site site() {
        if (acquired != null) {
            return acquired.site();
        }
        return failed == null ? null : failed.site();
    }

    /** By which it is named: its site; where none was captured, what its statements tell, which is no proof of who owns it. */
    public @Nullable Site likelySite() {
        return site() == null ? watch.likelySite() : site();
    }

    /** The acquiring line: of the site, or as long as it waits, of its thread's stack. */
    public @Nullable CodeLine line() {
        Site site = likelySite();
        if (site == null) {
            return wait == null ? null : wait.line();
        }
        return site.line();
    }

    public @Nullable ThreadRef thread() {
        if (acquired != null) {
            return acquired.thread();
        }
        if (failed == null) {
            return wait == null ? null : wait.thread();
        }
        return failed.thread();
    }

    /** A connection was opened while it waited. */
    public boolean opened() {
        return opened;
    }

    /** It got what another one had given back: it did not wait for a connect. */
    public boolean waitedForReturn() {
        return reuse.uses() > 0 && !opened;
    }

    public Reuse reuse() {
        return reuse;
    }

    public long startNanos() {
        return startNanos;
    }

    /** When the acquire ended. */
    public long acquiredNanos() {
        return acquiredNanos;
    }

    public long endNanos() {
        return endNanos;
    }

    public long waitNanos() {
        return acquiredNanos - startNanos;
    }

    /** Whether its statements were ever counted: not if it was never looked at while it was open. */
    public boolean isCounted() {
        return released != null || watch.isCounted();
    }

    /** Final once it ended; before that only what the last look saw. */
    public int statements() {
        return released == null ? watch.statements() : released.statements();
    }

    public int errorCount() {
        return released == null ? Math.max(errors().size(), watch.errors()) : released.errors();
    }

    /** The kind of finding whose case it belongs to. */
    public @Nullable String finding() {
        return finding;
    }

    public void belongsTo(String findingKind) {
        finding = findingKind;
    }

    /** The server, as far as it is known. */
    public @Nullable Peer peer() {
        if (connection != null && connection.peer() != null) {
            return connection.peer();
        }
        Peer target = pool != null ? pool.peer() : troubles == null ? null : troubles.peer();
        return target == null ? null : target.certain();
    }

    /** Its acquire is under way, and began then. */
    void asks(long sinceNanos, Wait seen) {
        startNanos = sinceNanos;
        wait = seen;
    }

    /** What was seen of its acquire; null if nothing was heard of it before it ended. */
    @Nullable
    Wait waited() {
        return wait;
    }

    void begin(Acquired event, @Nullable Pool by, @Nullable Connection physical) {
        acquired = event;
        trace.joins(event.parent());
        pool = by;
        startNanos = event.startNanos();
        acquiredNanos = event.atNanos();
        watch.usedUntil(event.atNanos());
        if (physical != null) {
            connection = physical;
            reuse = Reuse.of(physical, startNanos, acquiredNanos);
        }
    }

    void fail(AcquireFailed event, @Nullable Pool by, Outcome how) {
        failed = event;
        trace.joins(event.parent());
        pool = by;
        outcome = how;
        startNanos = event.startNanos();
        acquiredNanos = event.atNanos();
        endNanos = event.atNanos();
    }

    void end(Outcome how, long atNanos) {
        outcome = how;
        endNanos = Math.max(atNanos, acquiredNanos);
    }

    void released(Released event) {
        released = event;
        end(Outcome.RELEASED, event.atNanos());
    }

    Troubles troubles() {
        if (troubles == null) {
            troubles = new Troubles();
        }
        return troubles;
    }

    void snapshot(PoolSnapshot now) {
        snapshot = now;
    }

    void sawOpen() {
        opened = true;
    }

    void waitsFor(Pool asked) {
        pool = asked;
    }

    /** What was heard after it was lent. */
    void reuse(Reuse known) {
        reuse = known;
    }
}
