package io.connwake.pipeline;

import io.connwake.pipeline.journal.Journal;
import io.connwake.pipeline.journal.Replay;
import io.connwake.pipeline.metrics.Counts;
import io.connwake.pipeline.model.Output;
import io.connwake.pipeline.origin.Guard;
import io.connwake.pipeline.origin.PipelineSettings;
import io.connwake.pipeline.origin.SpanIds;
import io.connwake.pipeline.origin.WallClock;
import io.connwake.pipeline.spans.Outlet;
import io.connwake.pipeline.spans.SpanBudget;
import io.connwake.recorder.EventSource;
import io.connwake.recorder.event.AcquireFailed;
import io.connwake.recorder.event.Acquired;
import io.connwake.recorder.event.Closed;
import io.connwake.recorder.event.CodeLine;
import io.connwake.recorder.event.Ending;
import io.connwake.recorder.event.EnvironmentPaused;
import io.connwake.recorder.event.EnvironmentResumed;
import io.connwake.recorder.event.ErrorFacts;
import io.connwake.recorder.event.Event;
import io.connwake.recorder.event.FunctionCall;
import io.connwake.recorder.event.HttpExchange;
import io.connwake.recorder.event.InvocationBegan;
import io.connwake.recorder.event.InvocationEnded;
import io.connwake.recorder.event.OpenFailed;
import io.connwake.recorder.event.Opened;
import io.connwake.recorder.event.Peer;
import io.connwake.recorder.event.Pinned;
import io.connwake.recorder.event.PinnedFor;
import io.connwake.recorder.event.PoolBuilt;
import io.connwake.recorder.event.PoolClosed;
import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.PoolSeen;
import io.connwake.recorder.event.PoolUpkeep;
import io.connwake.recorder.event.Proxy;
import io.connwake.recorder.event.Site;
import io.connwake.recorder.event.StatementFailed;
import io.connwake.recorder.event.StillOpen.Holder;
import io.connwake.recorder.event.ThreadRef;
import io.connwake.recorder.event.TraceParent;
import io.connwake.recorder.event.Validated;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An application as told by hand: its clock stands still until it is moved. */
final class Scene {
    static final long SECOND = 1_000_000_000L;
    static final long MILLI = 1_000_000L;
    static final long EPOCH = 1_700_000_000L * SECOND;
    static final Peer SERVER = new Peer("postgresql", "db", 5432, "shop");
    static final CodeLine PLACE = new CodeLine("com.acme.Orders", "place", "Orders.java", 42);
    static final Site SITE = new Site(List.of(PLACE), 0);
    static final ThreadRef WORKER = new ThreadRef(7, "http-7");
    /** Who holds nothing and waits, unless it is told otherwise. */
    static final ThreadRef OTHER_WORKER = new ThreadRef(9, "http-9");

    static final CodeLine WAITING_CODE = new CodeLine("com.acme.Audit", "log", "Audit.java", 17);
    static final ThreadRef FILLER = new ThreadRef(8, "pool filler");
    static final CodeLine FILLER_CODE = new CodeLine("com.zaxxer.hikari.pool.PoolBase", "newConnection", null, 0);
    static final CodeLine APPLICATION_CODE = new CodeLine("com.acme.Dao", "open", "Dao.java", 9);

    final Script script = new Script();
    final Captured output = new Captured();
    final List<String> notices = new ArrayList<>();
    /** Classes by which the application is known to be built on a framework. */
    final List<String> loadedClasses = new ArrayList<>();

    final Drain drain;
    private final Surroundings surroundings;
    private final SpanBudget budget;
    /** All events of the scene, written down. */
    private final StringWriter journal = new StringWriter();

    final CountingGuard guard = new CountingGuard();
    long now = 5 * SECOND;
    private long ids;
    /** Within which things happen from now on; 0 for none. */
    long invocation;

    /** To which connections are opened from now on, as configured. */
    Peer target = SERVER;

    /** That answers. */
    Peer server = SERVER;

    Scene() {
        this(PipelineSettings.defaults(), new SpanBudget(100, true));
    }

    Scene(PipelineSettings settings, SpanBudget budget) {
        surroundings = surroundings();
        Journal noting = new Journal(script, settings, surroundings.clock(), journal, Scene::unwritten);
        drain = new Drain(noting, settings, surroundings, List.of(new Outlet(output, budget, guard)));
        this.budget = budget;
        drain.turn(now);
    }

    private Surroundings surroundings() {
        return new Surroundings(
                new WallClock(EPOCH, 0, 0), new SpanIds(42), guard, notices::add, Counts::new, loadedClasses::contains);
    }

    /** What the same events give when they are told once more, from what was written down of them. */
    Captured replayed() {
        Replay replay = new Replay(journal.toString().lines().toList());
        Captured again = new Captured();
        Drain other = new Drain(replay, replay.settings(), surroundings(), List.of(new Outlet(again, budget, guard)));
        replay.run((nanos, last) -> {
            if (last) {
                other.finish(nanos, SECOND);
            } else {
                other.turn(nanos);
            }
        });
        return again;
    }

    private static void unwritten(IOException why) {
        throw new UncheckedIOException(why);
    }

    /** A drain of its own, without outputs. */
    Drain drainOf(EventSource source, Output... outputs) {
        List<Outlet> outlets = new ArrayList<>();
        for (Output each : outputs) {
            outlets.add(new Outlet(each, budget, guard));
        }
        return new Drain(source, PipelineSettings.defaults(), surroundings, outlets);
    }

    /** Catches nothing: a failure of ours fails the test. */
    static final class CountingGuard implements Guard {
        boolean swallows;
        long failures;

        @Override
        public void run(String kind, Runnable work) {
            try {
                work.run();
            } catch (RuntimeException failure) {
                if (!swallows) {
                    throw failure;
                }
                failures++;
            }
        }

        @Override
        public long failures() {
            return failures;
        }
    }

    long id() {
        return ++ids;
    }

    void tell(Event event) {
        script.lane.add(event);
    }

    void turn() {
        drain.turn(now);
    }

    void pass(long nanos) {
        now += nanos;
        drain.turn(now);
    }

    /** Second by second, so that sweeps come as they do. */
    void passSeconds(int seconds) {
        for (int i = 0; i < seconds; i++) {
            pass(SECOND);
        }
    }

    void finish() {
        drain.finish(now, SECOND);
    }

    long pool(String name, int limit, long timeoutNanos) {
        return pool("HikariCP", name, limit, timeoutNanos);
    }

    long pool(String library, @Nullable String name, int limit, long timeoutNanos) {
        long pool = id();
        tell(new PoolSeen(now, new PoolFacts(pool, library, name, limit, 1, limit, timeoutNanos, PoolUpkeep.UNKNOWN)));
        return pool;
    }

    long pool(String library, int minimumIdle, int limit, PoolUpkeep upkeep) {
        long pool = id();
        tell(new PoolSeen(now, new PoolFacts(pool, library, "orders", limit, minimumIdle, limit, SECOND, upkeep)));
        return pool;
    }

    void built(long pool, long tookNanos, @Nullable TraceParent parent, @Nullable ErrorFacts error) {
        tell(new PoolBuilt(now - tookNanos, now, pool, invocation, WORKER, SITE, parent, error));
    }

    /** What is done by {@link #WORKER} from now on is done within it. */
    void begin(String function, @Nullable TraceParent parent) {
        invocation = id();
        tell(new InvocationBegan(now, invocation, function, WORKER, parent, null, null));
    }

    /** A function's runtime has asked for its next event. */
    void pause() {
        tell(new EnvironmentPaused(now));
    }

    /** It gets one after so long, of which so much went by unnoticed by the process's own clock. */
    void resume(long afterNanos, long suspendedNanos) {
        now += afterNanos;
        tell(new EnvironmentResumed(now, suspendedNanos, false));
    }

    void begin(FunctionCall call, @Nullable TraceParent incoming) {
        invocation = id();
        tell(new InvocationBegan(now, invocation, "orders", WORKER, null, incoming, call));
    }

    /** Called by nothing in particular. */
    void call(String requestId) {
        begin(new FunctionCall(requestId, "other", false, 0, false, List.of()), null);
    }

    void end(Ending how, @Nullable HttpExchange http) {
        tell(new InvocationEnded(now, invocation, how, http, 0, false));
        invocation = 0;
    }

    void end(boolean failed) {
        tell(new InvocationEnded(now, invocation, failed ? Ending.ERROR : Ending.OK, null, 0, false));
        invocation = 0;
    }

    /** Of a function whose handler was called within another tracer's span. */
    void endTraced() {
        tell(new InvocationEnded(now, invocation, Ending.OK, null, 0, true));
        invocation = 0;
    }

    /** By the thread of the invocation itself. */
    long openWithin(long poolId) {
        long connection = id();
        tell(new Opened(
                now - 5 * MILLI,
                now,
                connection,
                SERVER,
                SERVER,
                poolId,
                0,
                APPLICATION_CODE,
                true,
                0,
                invocation,
                WORKER,
                4711,
                null));
        return connection;
    }

    void close(long pool) {
        tell(new PoolClosed(now, pool, PoolClosed.How.CLOSED));
    }

    void forget(long pool) {
        tell(new PoolClosed(now, pool, PoolClosed.How.GARBAGE));
    }

    long open(long poolId) {
        return open(poolId, 0, FILLER_CODE, true);
    }

    long open(long poolId, long leaseId, CodeLine opener, boolean pooled) {
        return open(poolId, leaseId, opener, pooled, 0, pooled ? FILLER : WORKER);
    }

    /** By the data source that a pool has within, on that thread. */
    long openBy(int source, long poolId, ThreadRef thread) {
        return open(poolId, 0, FILLER_CODE, true, source, thread);
    }

    private long open(long poolId, long leaseId, CodeLine opener, boolean pooled, int source, ThreadRef thread) {
        long connection = id();
        long start = now - 5 * MILLI;
        tell(new Opened(
                start,
                now,
                connection,
                server,
                target,
                poolId,
                leaseId,
                opener,
                pooled,
                source,
                0,
                thread,
                4711,
                null));
        return connection;
    }

    void openFailed(long poolId, long leaseId, ErrorFacts error) {
        tell(new OpenFailed(now - 5 * MILLI, now, target, poolId, leaseId, FILLER_CODE, true, 0, 0, FILLER, error));
    }

    void close(long connection, Closed.How how) {
        tell(new Closed(now, connection, how));
    }

    void validated(long connection, boolean ok) {
        validated(connection, ok, 0);
    }

    void validated(long connection, boolean ok, long idleNanos) {
        tell(new Validated(now - MILLI, now, connection, ok, idleNanos));
    }

    OpenLease acquire(long pool, long connection) {
        return acquire(pool, connection, 0, null);
    }

    OpenLease acquire(long pool, long connection, long waitNanos, @Nullable TraceParent parent) {
        return acquire(id(), pool, connection, waitNanos, WORKER, SITE, parent);
    }

    OpenLease acquire(
            long lease,
            long pool,
            long connection,
            long waitNanos,
            ThreadRef thread,
            @Nullable Site site,
            @Nullable TraceParent parent) {
        return acquire(lease, pool, connection, waitNanos, thread, site, parent, false);
    }

    OpenLease acquire(
            long lease,
            long pool,
            long connection,
            long waitNanos,
            ThreadRef thread,
            @Nullable Site site,
            @Nullable TraceParent parent,
            boolean carriedOver) {
        Acquired event = new Acquired(
                now - waitNanos, now, lease, pool, connection, invocation, carriedOver, thread, site, parent);
        script.waits.remove(lease);
        tell(event);
        OpenLease open = new OpenLease(event, Holder.HOLDING);
        script.open.put(lease, open);
        return open;
    }

    void use(OpenLease lease) {
        lease.statements++;
        lease.lastUsedNanos = now;
    }

    void fail(OpenLease lease, ErrorFacts error) {
        fail(lease, 0, MILLI, error);
    }

    /** After so much idleness, having taken so long. */
    void fail(OpenLease lease, long idleNanos, long tookNanos, ErrorFacts error) {
        lease.statements++;
        lease.errors++;
        lease.lastUsedNanos = now;
        tell(new StatementFailed(
                now - tookNanos,
                now,
                lease.acquired.connectionId(),
                lease.acquired.leaseId(),
                StatementFailed.Call.EXECUTE,
                idleNanos,
                false,
                false,
                error));
    }

    /** The pool's test of a connection that nobody has. */
    void failTest(long connection, long idleNanos, long tookNanos, ErrorFacts error) {
        tell(new StatementFailed(
                now - tookNanos, now, connection, 0, StatementFailed.Call.VALIDATE, idleNanos, false, false, error));
    }

    /** By the application if it has a lease, else by its pool or driver. */
    void pins(Proxy proxy, long connection, @Nullable OpenLease lease, String reason, boolean certain) {
        long leaseId = lease == null ? 0 : lease.acquired.leaseId();
        Site site = lease == null ? null : SITE;
        tell(new Pinned(now, connection, leaseId, proxy, reason, certain, site));
    }

    void pinnedFor(long connection, long nanos, long inTransactionNanos) {
        tell(new PinnedFor(now, connection, nanos, inTransactionNanos));
    }

    void release(OpenLease lease) {
        script.open.remove(lease.acquired.leaseId());
        tell(lease.released(now));
    }

    void release(OpenLease lease, ThreadRef thread) {
        script.open.remove(lease.acquired.leaseId());
        tell(lease.released(now, thread));
    }

    long acquireFails(long pool, long waitNanos, ErrorFacts error) {
        return acquireFails(id(), pool, waitNanos, OTHER_WORKER, error);
    }

    long acquireFails(long lease, long pool, long waitNanos, ThreadRef thread, ErrorFacts error) {
        script.waits.remove(lease);
        tell(new AcquireFailed(now - waitNanos, now, lease, pool, invocation, thread, SITE, null, error, script.busy));
        return lease;
    }

    long waits(long pool) {
        return waits(pool, OTHER_WORKER);
    }

    long waits(long pool, ThreadRef thread) {
        long lease = id();
        script.waits.put(lease, new Script.Wait(now, lease, pool, thread));
        return lease;
    }

    static ErrorFacts error(String type, @Nullable String state, @Nullable String message, ErrorFacts... causes) {
        return new ErrorFacts(type, state, 0, message, List.of(causes));
    }

    static ErrorFacts poolTimeout() {
        return error(
                "java.sql.SQLTransientConnectionException",
                null,
                "? Connection is not available, request timed out after ?");
    }

    /** What pgjdbc says when nothing comes from the server but the end of the stream. */
    static ErrorFacts hungUp() {
        return error(
                "org.postgresql.util.PSQLException",
                "08006",
                "An ? error occurred while sending to the backend.",
                error("java.io.EOFException", null, null));
    }

    static ErrorFacts tooMany() {
        return error("org.postgresql.util.PSQLException", "53300", "? too many ? already");
    }
}
