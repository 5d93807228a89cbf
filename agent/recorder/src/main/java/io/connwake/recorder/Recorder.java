package io.connwake.recorder;

import io.connwake.boot.Sink;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where the hooks end: keeps what each thread is doing and offers what happened to the lanes. Runs inside the
 * application's calls, so it takes no lock, blocks on nothing and calls nothing but accessors of exceptions.
 */
public final class Recorder implements Sink {
    private final Lanes lanes;
    private final Threads threads = new Threads();
    private final Records records = new Records();
    private final AtomicLong failures = new AtomicLong();
    private final Doubt doubt = new Doubt();
    private final OtherTracer tracer = new OtherTracer(failures);
    private final Sites sites;
    private final Leases leases;
    private final Acquires acquires;
    private final Connects connects;
    private final Pools pools;
    private final DriverCalls driverCalls;
    private final Statements statements;
    private final Closes closes;
    private final Invocations invocations;
    private final Pins pins;
    private final Misuses misuses;
    private final Fields fields;
    private final Boundaries boundaries;
    private final boolean isLate;
    private volatile boolean off;

    public Recorder(RecorderSettings settings, ModuleOpener opener, Boundary.Maker maker) {
        isLate = settings.isLate();
        fields = new Fields(opener);
        sites = new Sites(settings.sites());
        lanes = new Lanes(settings.leaseSlots());
        invocations = new Invocations(lanes, tracer, threads);
        boundaries = new Boundaries(threads, invocations, lanes, failures, maker);
        pins = new Pins(settings.proxies(), lanes, records, sites, fields);
        connects = new Connects(lanes, records, sites, tracer, fields, pins);
        misuses = new Misuses(lanes, sites, threads, doubt);
        driverCalls = new DriverCalls(lanes, records, misuses);
        statements = new Statements(threads, records, driverCalls, misuses, sites.likely);
        leases = new Leases(threads, lanes, records, sites, tracer, invocations, doubt);
        pools = new Pools(lanes, records, sites, tracer, invocations, fields);
        closes = new Closes(threads, records, leases, connects, pools, misuses);
        HandleSearch search = new HandleSearch(records, fields);
        acquires = new Acquires(lanes, records, search, sites, connects, leases, pools);
    }

    /** What the drain takes from; there is one drain. */
    public EventSource events() {
        return new LaneReader(lanes, threads, records, tracer, fields, failures, doubt, sites, isLate);
    }

    /** The {@code Span} interface of an OpenTelemetry API, which is being loaded into this process or has been. */
    public void sawTracer(String className, @Nullable ClassLoader loader) {
        tracer.seen(className, loader);
    }

    /** Nothing new is heard from now on; what had begun still ends. */
    public void hearEndsOnly() {
        doubt.hearEndsOnly();
        off = true;
    }

    /** The hooks do nothing for the rest of the process's life: how that goes on nobody will know. */
    public void giveUp() {
        doubt.goDeaf();
        off = true;
    }

    @Override
    public void acquiring(int hook, Object dataSource) {
        if (!off) {
            acquires.begin(threads.current(), hook, dataSource);
        }
    }

    @Override
    public void acquired(int hook, @Nullable Object connection) {
        ThreadTrace thread = threads.current();
        Frame frame = thread.pop(hook);
        if (frame != null && frame.kind() == Frame.Kind.ACQUIRE) {
            acquires.end(thread, frame, connection);
        } else if (frame != null && frame.kind() == Frame.Kind.LEND) {
            acquires.handles().lent(thread, frame, connection);
        }
    }

    @Override
    public void opening(int hook, Object dataSource) {
        if (!off) {
            acquires.handles().opening(threads.current(), hook, dataSource);
        }
    }

    @Override
    public void opened(int hook, @Nullable Object pooledConnection) {
        ThreadTrace thread = threads.current();
        Frame frame = thread.pop(hook, Frame.Kind.OPEN);
        if (frame != null) {
            acquires.handles().opened(thread, frame, pooledConnection);
        }
    }

    @Override
    public void building(int hook, Object dataSource) {
        if (!off) {
            pools.begin(threads.current(), hook, dataSource);
        }
    }

    @Override
    public void built(int hook) {
        ThreadTrace thread = threads.current();
        Frame frame = thread.pop(hook, Frame.Kind.BUILD);
        if (frame != null) {
            pools.end(thread, frame, null);
        }
    }

    @Override
    public void invoking(int hook, String function) {
        if (!off) {
            invocations.begin(threads.current(), hook, function);
        }
    }

    @Override
    public void invoked(int hook) {
        ThreadTrace thread = threads.current();
        Frame frame = thread.pop(hook, Frame.Kind.INVOKE);
        if (frame != null) {
            invocations.end(thread, frame, false);
        }
    }

    @Override
    public void reaching(int hook, int point, @Nullable Object first, @Nullable Object second) {
        if (!off) {
            boundaries.reach(threads.current(), hook, point, first, second);
        }
    }

    @Override
    public void reached(int hook, @Nullable Object result) {
        Frame frame = threads.current().pop(hook, Frame.Kind.BOUNDARY);
        if (frame != null) {
            boundaries.leave(frame, result, null);
        }
    }

    @Override
    public void connecting(int hook, Object driver, @Nullable Object url) {
        if (!off) {
            connects.begin(threads.current(), hook, driver, url);
        }
    }

    @Override
    public void connected(int hook, @Nullable Object connection) {
        ThreadTrace thread = threads.current();
        Frame frame = thread.pop(hook, Frame.Kind.CONNECT);
        if (frame != null) {
            PhysicalRecord opened = connects.end(thread, frame, connection);
            if (opened != null && thread.acquireDepth == 0) {
                acquires.provisional(thread, opened);
            }
        }
    }

    @Override
    public void executing(int hook, Object statement) {
        if (!off) {
            statements.execute(hook, statement, null);
        }
    }

    @Override
    public void executing(int hook, Object statement, @Nullable Object sql) {
        if (off) {
            return;
        }
        if (pins.watches) {
            pins.stated(threads.current(), statement, sql);
        }
        statements.execute(hook, statement, sql);
    }

    @Override
    public void preparing(Object owner, @Nullable Object sql) {
        if (off) {
            return;
        }
        if (pins.watches) {
            pins.stated(threads.current(), owner, sql);
        }
        statements.prepare(owner, sql);
    }

    @Override
    public void configuring(Object owner, String method, int value) {
        if (pins.watches && !off) {
            pins.configured(threads.current(), owner, method, value);
        }
    }

    @Override
    public void ending(int hook, Object connection) {
        enter(hook, connection, Frame.Kind.END);
    }

    @Override
    public void validating(int hook, Object connection) {
        enter(hook, connection, Frame.Kind.VALIDATE);
    }

    @Override
    public void executed(int hook) {
        leave(hook, (hook & WRITES) != 0);
    }

    @Override
    public void executed(int hook, boolean hasRows) {
        leave(hook, !hasRows);
    }

    @Override
    public void executed(int hook, int changed) {
        ThreadTrace thread = threads.current();
        Frame frame = thread.pop(hook);
        if (frame != null) {
            driverCalls.endUpdate(thread, frame, changed);
        }
    }

    @Override
    public void ended(int hook) {
        leave(hook, false);
    }

    @Override
    public void validated(int hook, boolean alive) {
        ThreadTrace thread = threads.current();
        Frame frame = thread.pop(hook);
        if (frame != null) {
            driverCalls.validated(thread, frame, alive);
        }
    }

    @Override
    public void failed(int hook, Throwable failure) {
        ThreadTrace thread = threads.current();
        if (failure instanceof StackOverflowError) {
            doubt.rise(); // perhaps in a hook within, without stack left to tell
            thread.holder.fails();
            thread.overflows();
        }
        Frame frame = thread.pop(hook);
        if (frame == null) {
            return;
        }
        switch (frame.kind()) {
            case ACQUIRE -> acquires.fail(thread, frame, failure);
            case OPEN -> acquires.handles().failed(thread, frame, failure);
            case LEND -> acquires.handles().notLent(thread, frame);
            case CONNECT -> failConnect(thread, frame, failure);
            case BUILD -> pools.end(thread, frame, failure);
            case BOUNDARY -> boundaries.leave(frame, null, failure);
            case INVOKE -> invocations.end(thread, frame, true);
            case EXECUTE, END, SWITCH, VALIDATE -> driverCalls.fail(thread, frame, failure);
            case NOTHING -> driverCalls.failWithin(thread, failure);
        }
    }

    @Override
    public void closing(Object closed) {
        if (!doubt.isDeaf()) {
            closes.close(closed, false);
        }
    }

    @Override
    public void aborting(Object connection) {
        if (!doubt.isDeaf()) {
            closes.close(connection, true);
        }
    }

    @Override
    public void autoCommit(int hook, Object connection, boolean on) {
        enter(hook, connection, Frame.Kind.SWITCH);
        if (records.of(connection) instanceof PhysicalRecord physical) {
            physical.autoCommit = on;
            physical.inTransaction &= !on;
        }
    }

    @Override
    public void refused(Object connection) {
        if (!off) {
            statements.refused(connection);
        }
    }

    @Override
    public void created(Object connection, @Nullable Object statement) {
        if (statement != null && records.of(connection) instanceof PhysicalRecord physical) {
            statements.created(physical, connection, statement);
            if (pins.watches && !off) {
                pins.created(threads.current(), physical, statement);
            }
        }
    }

    @Override
    public void swallowed(Throwable failure) {
        doubt.rise();
        failures.incrementAndGet();
        ThreadTrace thread = threads.current();
        thread.holder.fails();
        if (failure instanceof StackOverflowError) {
            thread.overflows();
        }
    }

    private void enter(int hook, Object connection, Frame.Kind kind) {
        if (!off) {
            driverCalls.enter(threads.current(), hook, connection, kind);
        }
    }

    private void leave(int hook, boolean wrote) {
        ThreadTrace thread = threads.current();
        Frame frame = thread.pop(hook);
        if (frame != null) {
            driverCalls.end(thread, frame, wrote);
        }
    }

    /** Leaves the call even where the exception throws at being asked. */
    private void failConnect(ThreadTrace thread, Frame frame, Throwable failure) {
        try {
            if (connects.fail(thread, frame, failure) && thread.acquireDepth == 0) {
                acquires.provisionalFailure(thread, frame, failure);
            }
        } finally {
            frame.clear();
            if (thread.acquireDepth == 0 && thread.connectDepth == 0) {
                thread.failure = null;
            }
        }
    }
}
