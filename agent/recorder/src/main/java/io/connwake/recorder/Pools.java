package io.connwake.recorder;

import io.connwake.recorder.event.ErrorFacts;
import io.connwake.recorder.event.PoolBuilt;
import io.connwake.recorder.event.PoolClosed;
import io.connwake.recorder.event.TraceParent;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The pools: found by what they lend, or by their construction where the weaver knows which call that is; closed. */
final class Pools {
    private final Lanes lanes;
    private final Records records;
    private final Sites sites;
    private final OtherTracer tracer;
    private final Invocations invocations;
    private final Fields fields;
    private final AtomicLong numbers = new AtomicLong();

    Pools(Lanes lanes, Records records, Sites sites, OtherTracer tracer, Invocations invocations, Fields fields) {
        this.lanes = lanes;
        this.records = records;
        this.sites = sites;
        this.tracer = tracer;
        this.invocations = invocations;
        this.fields = fields;
    }

    /** The pool that a data source turned out to be. */
    @Nullable
    PoolRecord of(ThreadTrace thread, @Nullable Object dataSource) {
        if (dataSource == null) {
            return null;
        }
        PoolRecord known = records.pool(dataSource);
        PoolRecord found = known == null ? make(dataSource) : known;
        AcquireTrace acquire = thread.acquire;
        if (acquire.configured != null && acquire.configuredSource == dataSource) {
            found.asked = acquire.configured;
        }
        if (known == null) {
            acquire.discovered = found;
        }
        return found;
    }

    /** The data source in which a library keeps its pool's own: the one that is closed one day. */
    void encloses(Object dataSource, PoolRecord pool) {
        if (pool.library != null && pool.library == Libraries.of(dataSource.getClass())) {
            records.put(dataSource, new PoolRecord.Enclosing(pool));
        }
    }

    /**
     * Some pools ask at each acquire whether they are built: then, and where a pool is known already, it is nothing. But within
     * another data source's acquire, an application's own, a pool may be built like anywhere. What is no data source is the
     * configuration of the pool under construction, which it will correct.
     */
    void begin(ThreadTrace thread, int hook, Object dataSource) {
        Frame frame = thread.push(hook);
        PoolRecord building = thread.building;
        if (!(dataSource instanceof DataSource)) {
            if (building != null) {
                building.asked = PoolReader.asked(dataSource, fields);
            }
        } else if (records.pool(dataSource) == null) {
            if (thread.frames.areAsking(dataSource)) {
                thread.acquire.configures(dataSource, PoolReader.asked(dataSource, fields));
            } else if (frame != null && building == null) {
                build(thread, frame, dataSource);
            }
        }
    }

    private void build(ThreadTrace thread, Frame frame, Object dataSource) {
        frame.begin(Frame.Kind.BUILD);
        PoolRecord pool = make(dataSource);
        if (pool.library != Libraries.HIKARI_CP) { // whose constructor has a configuration of its own
            pool.asked = PoolReader.asked(dataSource, fields);
        }
        frame.pool(pool);
        thread.building = pool;
        frame.startNanos = Clock.nanos();
    }

    /** @param failure null if the pool is ready */
    void end(ThreadTrace thread, Frame frame, @Nullable Throwable failure) {
        thread.building = null;
        PoolRecord pool = frame.pool();
        frame.clear();
        if (pool != null) {
            ErrorFacts error = failure == null ? null : Errors.read(failure);
            Object context = tracer.current();
            TraceParent parent = context == null ? null : tracer.read(context);
            long now = Clock.nanos();
            lanes.event(
                    pool,
                    new PoolBuilt(
                            frame.startNanos,
                            now,
                            pool.id,
                            invocations.idOf(thread),
                            thread.holder.ref,
                            sites.capture(),
                            parent,
                            error));
        }
    }

    void close(PoolRecord pool) {
        long now = Clock.nanos();
        lanes.event(pool, new PoolClosed(now, pool.id, PoolClosed.How.CLOSED, sites.capture()));
    }

    private PoolRecord make(Object dataSource) {
        PoolRecord fresh = new PoolRecord(numbers.incrementAndGet(), dataSource);
        return records.putIfAbsent(dataSource, fresh) instanceof PoolRecord agreed ? agreed : fresh;
    }
}
