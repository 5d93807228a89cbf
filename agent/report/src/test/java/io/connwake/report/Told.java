package io.connwake.report;

import com.google.gson.JsonObject;
import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Metric;
import io.connwake.pipeline.model.Names;
import io.connwake.pipeline.model.Resource;
import io.connwake.pipeline.model.Span;
import io.connwake.pipeline.model.SpanId;
import io.connwake.recording.RecordingFile;
import io.connwake.recording.RecordingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A recording told by hand, in milliseconds after a fixed instant, written by the recorder's own file. */
final class Told implements AutoCloseable {
    static final long BEGIN_MILLIS = 1_795_000_000_000L;
    private static final long MILLI = 1_000_000;

    private final String service;
    private final RecordingFile file;
    private String pool = "orders";
    private String server = "db.example";
    private @Nullable String database;
    private long spans;

    /** What the page is given of one recording, which is told so. */
    static JsonObject reported(Path directory, Consumer<Told> story) throws IOException {
        Path recording = directory.resolve("a.jsonl");
        try (Told told = new Told(recording, "a")) {
            story.accept(told);
        }
        return Cli.report(directory, recording);
    }

    Told(Path path, String service) {
        this.service = service;
        Attributes process = Attributes.builder()
                .put("service.name", service)
                .put("service.instance.id", "instance of " + service)
                .put("process.pid", 17)
                .build();
        RecordingSettings settings = new RecordingSettings(path.toString(), Long.MAX_VALUE, 17);
        file = new RecordingFile(settings, new Resource(process), System.err::println, System::nanoTime);
    }

    Told of(String poolName, String address) {
        pool = poolName;
        server = address;
        return this;
    }

    /** Of one of several servers: the one that answers, or none where all refuse. */
    Told at(@Nullable String address, String namespace) {
        server = address == null ? "" : address;
        database = namespace;
        return this;
    }

    static long nanos(long millis) {
        return (BEGIN_MILLIS + millis) * MILLI;
    }

    private Attributes.Builder where(long connection) {
        Attributes.Builder attributes = Attributes.builder()
                .put(Names.DB_SYSTEM, "postgresql")
                .put(Names.DB_NAMESPACE, database)
                .put(Names.POOL_NAME, pool)
                .put(Names.POOL_ID, 1);
        if (!server.isEmpty()) {
            attributes.put(Names.SERVER_ADDRESS, server).put(Names.SERVER_PORT, 5432);
        }
        return connection == 0 ? attributes : attributes.put(Names.CONNECTION_ID, connection);
    }

    Told built(long limit) {
        Attributes attributes = where(0).put(Names.POOL_LIBRARY, "HikariCP")
                .put(Names.POOL_LIMIT, limit)
                .put(Names.POOL_MAXIMUM_LIFETIME, 1800.0)
                .build();
        span("pool " + pool, 0, 1, attributes, List.of(), List.of());
        return this;
    }

    Told opened(long connection, long fromMillis, long toMillis) {
        Attributes attributes =
                where(connection).put(Names.CONNECT_PHASE, "init").build();
        span("connect " + server + ":5432", fromMillis, toMillis, attributes, List.of(), List.of());
        return this;
    }

    /** A connect that threw. */
    Told refused(String kind, String sqlState, long fromMillis, long toMillis) {
        Attributes attributes = where(0).put(Names.CONNECT_PHASE, "init")
                .put(Names.CONNECT_KIND, kind)
                .build();
        Attributes thrown = Attributes.builder()
                .put(Names.EXCEPTION_TYPE, "java.sql.SQLException")
                .put(Names.DB_STATUS, sqlState)
                .build();
        Span.Event event = new Span.Event(nanos(toMillis), Names.EXCEPTION, thrown);
        span("connect " + server + ":5432", fromMillis, toMillis, attributes, List.of(event), List.of());
        return this;
    }

    /** What a counter of the pool stood at. */
    Told counted(String name, long value, String key, String word) {
        Attributes more = Attributes.builder().put(key, word).build();
        return metric(name, Metric.Kind.COUNTER, more, 60_000, 0, value, null);
    }

    /** @param reason empty if it was open when the process ended */
    Told closed(long connection, long fromMillis, long toMillis, String reason) {
        Attributes.Builder attributes = where(connection).put(Names.CONNECTION_AGE, (toMillis - fromMillis) / 1e3);
        attributes.put(Names.CLOSE_REASON, reason.isEmpty() ? null : reason);
        span("connection " + pool, fromMillis, toMillis, attributes.build(), List.of(), List.of());
        return this;
    }

    SpanId lease(long connection, String outcome, long startMillis, long acquiredMillis, long endMillis) {
        Attributes attributes = leased(connection, outcome, startMillis, acquiredMillis)
                .put(Names.LEASE_DB_TIME_SPENT, (endMillis - acquiredMillis) / 2e3)
                .build();
        return span("lease " + pool, startMillis, endMillis, attributes, List.of(), List.of());
    }

    /** An acquire that threw, with a status of its own or of its cause. */
    void gaveUp(String outcome, String sqlState, long startMillis, long endMillis) {
        Attributes thrown = Attributes.builder().put(Names.DB_STATUS, sqlState).build();
        Span.Event event = new Span.Event(nanos(endMillis), Names.EXCEPTION, thrown);
        Attributes attributes = leased(0, outcome, startMillis, endMillis).build();
        span("lease " + pool, startMillis, endMillis, attributes, List.of(event), List.of());
    }

    /** It had idled for so long and was dead. */
    void died(long connection, long idleMillis, long startMillis, String kind) {
        Attributes death = Attributes.builder()
                .put(Names.EXCEPTION_TYPE, "java.sql.SQLException")
                .put(Names.STALE_KIND, kind)
                .put(Names.STALE_IDLE_FOR, idleMillis / 1e3)
                .put(Names.STALE_OPERATION, "execute")
                .build();
        Span.Event event = new Span.Event(nanos(startMillis + 1), Names.EXCEPTION, death);
        Attributes attributes =
                leased(connection, "released", startMillis, startMillis).build();
        span("lease " + pool, startMillis, startMillis + 2, attributes, List.of(event), List.of());
    }

    /** It had idled for so long and answered. */
    void survived(long connection, long idleMillis, long startMillis) {
        Attributes attributes = leased(connection, "released", startMillis, startMillis)
                .put(Names.CONNECTION_IDLE_BEFORE, idleMillis / 1e3)
                .build();
        span("lease " + pool, startMillis, startMillis + 2, attributes, List.of(), List.of());
    }

    /** It was asked whether it lives before it was lent. */
    void validated(long connection, long startMillis, long acquiredMillis, long endMillis) {
        Attributes attributes = leased(connection, "released", startMillis, acquiredMillis)
                .put(Names.ACQUIRE_VALIDATED, "yes")
                .build();
        span("lease " + pool, startMillis, endMillis, attributes, List.of(), List.of());
    }

    private Attributes.Builder leased(long connection, String outcome, long startMillis, long acquiredMillis) {
        return where(connection)
                .put(Names.LEASE_OUTCOME, outcome)
                .put(Names.LEASE_WAIT, (acquiredMillis - startMillis) / 1e3)
                .put(Names.LEASE_STATEMENTS, connection == 0 ? 0 : 1);
    }

    /** One of many of a kind. */
    Told finding(String kind, int number, Finding.State state) {
        return finding(kind, kind + " " + number, state, 5, "");
    }

    Told finding(String kind, Finding.State state, long atMillis, String advice, SpanId... leases) {
        return finding(kind, kind + " of " + service, state, atMillis, advice, leases);
    }

    private Told finding(
            String kind, String name, Finding.State state, long atMillis, String advice, SpanId... leases) {
        Attributes attributes = where(0).put(Names.FINDING_ID, name)
                .put(Names.FINDING_KIND, kind)
                .put(Names.FINDING_STATE, state.label())
                .put(Names.FINDING_COUNT, Math.max(1, leases.length))
                .put(Names.FINDING_POOL, pool)
                .put(Names.FINDING_SITE, "com.example.Orders.place(Orders.java:11)")
                .put(Names.FINDING_EVIDENCE, "seen")
                .put(Names.FINDING_ADVICE, advice)
                .put(Names.FINDING_SINCE, "2026-11-18T00:00:00Z")
                .build();
        SpanId id = new SpanId(5, spans, ++spans + service.hashCode() * 1_000L);
        file.finding(new Finding(
                nanos(atMillis), kind, state, Finding.Severity.ERROR, kind + " in " + pool, attributes, id));
        if (state != Finding.State.SUSPECTED) {
            List<Span.Link> links = new ArrayList<>();
            List.of(leases).forEach(each -> links.add(new Span.Link(each, Attributes.NONE)));
            span("finding " + kind, atMillis, atMillis, attributes, List.of(), links);
        }
        return this;
    }

    void invoked(String name, long fromMillis, long toMillis, double pausedSeconds, boolean cold, String outcome) {
        Attributes attributes = Attributes.builder()
                .put(Names.FAAS_COLDSTART, cold)
                .put(Names.INVOCATION_PAUSED_FOR, pausedSeconds)
                .put(Names.INVOCATION_OUTCOME, outcome)
                .put(Names.OPENED, cold ? 1 : 0)
                .put(Names.OPEN_AT_END, 3)
                .put(Names.LEASED_AT_END, 1)
                .build();
        span(name, fromMillis, toMillis, attributes, List.of(), List.of());
    }

    Told waits(long atMillis, long startMillis, long count, double sum) {
        Metric.Distribution waits =
                new Metric.Distribution(count, sum, 0, sum, List.of(0.001, 1.0), List.of(count, 0L, 0L));
        return metric(Names.WAIT_TIME, Metric.Kind.HISTOGRAM, Attributes.NONE, atMillis, startMillis, 0, waits);
    }

    Told metric(
            String name,
            Metric.Kind kind,
            Attributes more,
            long atMillis,
            long startMillis,
            long value,
            Metric.@Nullable Distribution distribution) {
        Attributes attributes = where(0).putAll(more).build();
        Metric.Point point =
                new Metric.Point(attributes, nanos(startMillis), nanos(atMillis), value, 0, distribution, "");
        file.metrics(List.of(new Metric(name, "s", kind, List.of(point))));
        return this;
    }

    private SpanId span(
            String name, long from, long to, Attributes attributes, List<Span.Event> events, List<Span.Link> links) {
        SpanId id = new SpanId(3, service.hashCode(), ++spans + service.hashCode() * 1_000L);
        boolean failed = !events.isEmpty();
        file.span(new Span(
                id, 0, name, Span.Kind.INTERNAL, nanos(from), nanos(to), attributes, events, links, failed, ""));
        return id;
    }

    @Override
    public void close() {
        file.close();
    }
}
