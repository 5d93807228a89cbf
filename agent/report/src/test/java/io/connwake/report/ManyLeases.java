package io.connwake.report;

import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Names;
import io.connwake.pipeline.model.Resource;
import io.connwake.pipeline.model.Span;
import io.connwake.pipeline.model.SpanId;
import io.connwake.recording.RecordingFile;
import io.connwake.recording.RecordingSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** A busy service with any number of leases, as the recorder writes it. */
final class ManyLeases {
    static final int POOLS = 8;
    static final int CONNECTIONS = 20;

    private static final long BEGIN_NANOS = 1_795_000_000_000_000_000L;
    private static final long MILLI = 1_000_000;

    private final RecordingFile file;
    private final Random random = new Random(7);
    private long spans;

    private ManyLeases(Path path) {
        Attributes process = Attributes.builder()
                .put("service.name", "busy")
                .put("service.instance.id", "0123456789abcdef0123456789abcdef")
                .put("process.pid", 4711)
                .build();
        RecordingSettings settings = new RecordingSettings(path.toString(), Long.MAX_VALUE, 4711);
        file = new RecordingFile(settings, new Resource(process), System.err::println, System::nanoTime);
    }

    static void write(Path path, int leases) {
        ManyLeases many = new ManyLeases(path);
        for (int connection = 0; connection < POOLS * CONNECTIONS; connection++) {
            many.connect(connection);
        }
        for (int i = 0; i < leases; i++) {
            many.lease(i);
        }
        many.file.close();
    }

    private SpanId id() {
        spans++;
        return new SpanId(spans, random.nextLong(), spans);
    }

    private static Attributes.Builder where(int connection) {
        return Attributes.builder()
                .put(Names.DB_SYSTEM, "postgresql")
                .put(Names.DB_NAMESPACE, "orders")
                .put(Names.SERVER_ADDRESS, "10.0.0.17")
                .put(Names.SERVER_PORT, 5432)
                .put(Names.POOL_NAME, "pool-" + connection % POOLS)
                .put(Names.POOL_ID, connection % POOLS + 1)
                .put(Names.CONNECTION_ID, connection + 1)
                .put(Names.SERVER_SESSION, 20_000 + connection);
    }

    private void connect(int connection) {
        Attributes attributes =
                where(connection).put(Names.CONNECT_PHASE, "init").build();
        span("connect 10.0.0.17:5432", BEGIN_NANOS - 20 * MILLI, BEGIN_NANOS, attributes);
    }

    /** One after the other on each connection, half a millisecond apart over all. */
    private void lease(int i) {
        int connection = i % (POOLS * CONNECTIONS);
        long start = BEGIN_NANOS + i * (MILLI / 2);
        long wait = random.nextInt(10) == 0 ? 2 * MILLI : 20_000;
        long held = (5 + random.nextInt(50)) * MILLI;
        Attributes attributes = where(connection)
                .put(Names.LEASE_OUTCOME, "released")
                .put(Names.LEASE_WAIT, wait / 1e9)
                .put(Names.LEASE_HELD, held / 1e9)
                .put(Names.LEASE_STATEMENTS, 3)
                .put(Names.LEASE_ERRORS, 0)
                .put(Names.LEASE_DB_TIME_SPENT, held / 2e9)
                .put(Names.CONNECTION_REUSED, true)
                .put(Names.CONNECTION_USES, i / (POOLS * CONNECTIONS) + 1)
                .put(Names.CONNECTION_IDLE_BEFORE, 0.02)
                .put(Names.CONNECTION_AGE, i / 2e3)
                .put(Names.CONNECTION_AFTER_RELEASE, "kept")
                .put(Names.CODE_FUNCTION, "com.example.orders.Orders.place")
                .put(Names.CODE_FILE, "Orders.java")
                .put(Names.CODE_LINE, 40 + i % 20)
                .put(Names.THREAD_NAME, "http-nio-8080-exec-" + i % 200)
                .build();
        span("lease pool-" + connection % POOLS, start, start + wait + held, attributes);
    }

    private void span(String name, long start, long end, Attributes attributes) {
        file.span(new Span(id(), 0, name, Span.Kind.INTERNAL, start, end, attributes, List.of(), List.of(), false, ""));
    }
}
