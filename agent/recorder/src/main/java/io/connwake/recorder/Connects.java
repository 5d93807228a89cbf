package io.connwake.recorder;

import io.connwake.recorder.event.Closed;
import io.connwake.recorder.event.CodeLine;
import io.connwake.recorder.event.OpenFailed;
import io.connwake.recorder.event.Peer;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Physical connections: opened by a driver, or by a data source that is one; validated; closed. */
final class Connects {
    private final Lanes lanes;
    private final Records records;
    private final Sites sites;
    private final OtherTracer tracer;
    private final Fields fields;
    private final Pins pins;
    private final AtomicLong numbers = new AtomicLong();

    Connects(Lanes lanes, Records records, Sites sites, OtherTracer tracer, Fields fields, Pins pins) {
        this.lanes = lanes;
        this.records = records;
        this.sites = sites;
        this.tracer = tracer;
        this.fields = fields;
        this.pins = pins;
    }

    void begin(ThreadTrace thread, int hook, Object driver, @Nullable Object url) {
        Frame frame = thread.push(hook);
        if (frame == null || !isDriver(driver)) {
            return;
        }
        frame.source = driver;
        frame.url = url;
        frame.openedBefore = thread.openedCount;
        frame.startNanos = Clock.nanos();
        frame.begin(Frame.Kind.CONNECT);
        if (thread.connectDepth++ == 0 && thread.acquireDepth == 0) {
            thread.nextLease();
        }
    }

    /** What the driver opened; null if it refused the URL or a driver within it has been counted already. */
    @Nullable
    PhysicalRecord end(ThreadTrace thread, Frame frame, @Nullable Object connection) {
        thread.connectDepth--;
        PhysicalRecord opened = null;
        if (connection != null && thread.openedCount == frame.openedBefore) {
            opened = open(thread, frame, connection, target(frame));
        } else if (connection != null && thread.acquireDepth > 0) {
            thread.acquire.wrapped = connection;
        }
        frame.clear();
        return opened;
    }

    /** A data source returned a connection that no driver call opened and that holds no other: it is the driver. */
    PhysicalRecord openedByDataSource(ThreadTrace thread, Frame frame, Object connection) {
        return open(thread, frame, connection, peerOf(frame.called()));
    }

    /** Whether the failure is told here for the first time; then its open counts as failed. */
    boolean fail(ThreadTrace thread, Frame frame, Throwable failure) {
        thread.connectDepth--;
        if (thread.hasTold(failure)) {
            return false;
        }
        thread.failure = failure;
        failed(thread, frame, target(frame), failure);
        return true;
    }

    void failedByDataSource(ThreadTrace thread, Frame frame, Throwable failure) {
        failed(thread, frame, peerOf(frame.source), failure);
    }

    /** Whether closing a connection that a pool lends as it is only gives it back: its driver's pool still has it. */
    boolean belongsToPool(Object connection) {
        return fields.read(connection, "poolConnection", "pooledConnection") != null;
    }

    /** @param within a driver's call on the same thread */
    void close(PhysicalRecord connection, boolean abort, boolean within) {
        connection.hungUp = within;
        connection.closed = true;
        Closed.How how = abort ? Closed.How.ABORTED : Closed.How.CLOSED;
        lanes.event(new Closed(Clock.nanos(), connection.id, how));
    }

    /** An instance, or the class where its connect is static. */
    private static boolean isDriver(Object called) {
        return called instanceof java.sql.Driver
                || (called instanceof Class<?> type && java.sql.Driver.class.isAssignableFrom(type));
    }

    /** By the URL, or by the one in the driver's own configuration. */
    private Peer target(Frame frame) {
        Object url =
                frame.url instanceof String || frame.url == null ? frame.url : fields.read(frame.url, "initialUrl");
        return JdbcUrl.parse(url instanceof String text ? text : null);
    }

    private PhysicalRecord open(ThreadTrace thread, Frame frame, Object connection, Peer peer) {
        long now = Clock.nanos();
        CodeLine opener = opener(thread, frame);
        boolean pooled = isPooled(opener);
        PhysicalRecord opened = new PhysicalRecord(
                connection,
                numbers.incrementAndGet(),
                frame.startNanos,
                now,
                peer,
                thread.holder,
                waitingLease(thread, pooled),
                opener,
                pooled,
                source(thread, frame),
                thread.building,
                Invocations.ownId(thread),
                tracer.current());
        records.put(connection, opened);
        thread.opened = opened;
        thread.touches(opened);
        thread.openedCount++;
        lanes.opened(opened, connection);
        pins.opened(thread, opened, connection, frame.url instanceof String url ? url : null);
        return opened;
    }

    private void failed(ThreadTrace thread, Frame frame, Peer peer, Throwable failure) {
        CodeLine opener = opener(thread, frame);
        boolean pooled = isPooled(opener);
        PoolRecord building = thread.building;
        lanes.event(
                building,
                new OpenFailed(
                        frame.startNanos,
                        Clock.nanos(),
                        peer,
                        building == null ? 0 : building.id,
                        waitingLease(thread, pooled),
                        opener,
                        pooled,
                        source(thread, frame),
                        Invocations.ownId(thread),
                        thread.holder.ref,
                        Errors.read(failure)));
    }

    private static long waitingLease(ThreadTrace thread, boolean pooled) {
        return pooled || thread.acquire.opensForHandles ? 0 : thread.leaseId();
    }

    private @Nullable CodeLine opener(ThreadTrace thread, Frame frame) {
        Frame outermost = thread.frames.outermost();
        Object called = outermost == null || outermost.called() == null ? frame.called() : outermost.called();
        return called == null ? null : sites.opener(called);
    }

    /** Pools that open on several threads do it by one data source. */
    private static int source(ThreadTrace thread, Frame frame) {
        Object dataSource = frame.kind() == Frame.Kind.ACQUIRE ? frame.called() : thread.frames.innermostDataSource();
        return dataSource == null ? 0 : System.identityHashCode(dataSource);
    }

    private Peer peerOf(@Nullable Object dataSource) {
        return dataSource == null ? JdbcUrl.parse(null) : DriverDataSource.peer(dataSource, fields);
    }

    private static boolean isPooled(@Nullable CodeLine opener) {
        return opener != null && Libraries.isPool(opener.className());
    }
}
