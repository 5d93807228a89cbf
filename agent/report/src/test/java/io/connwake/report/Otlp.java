package io.connwake.report;

import com.google.gson.Gson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lines of OTLP JSON as others may write them too: every member can be left out or be odd. */
final class Otlp {
    static final long BEGIN = Told.nanos(0);
    static final long SECOND = 1_000_000_000;
    static final String OURS = "io.connwake";
    static final int DELTA = 1;
    static final int CUMULATIVE = 2;
    static final Object[] POOL = {
        "db.client.connection.pool.name",
        "p",
        "db.system.name",
        "postgresql",
        "server.address",
        "db",
        "server.port",
        5432L
    };

    private static final Gson GSON = new Gson();
    private static long ids = 1;

    private Otlp() {}

    static String process(Object... attributes) {
        return "{\"attributes\":" + attributes(attributes) + "}";
    }

    static String process() {
        return process("service.name", "s", "service.instance.id", "i", "process.pid", 1L);
    }

    static String attributes(Object... pairs) {
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < pairs.length; i += 2) {
            list.add(Map.of("key", pairs[i], "value", value(pairs[i + 1])));
        }
        return GSON.toJson(list);
    }

    private static Map<String, Object> value(Object of) {
        if (of instanceof Long) {
            return Map.of("intValue", of.toString());
        }
        if (of instanceof Boolean) {
            return Map.of("boolValue", of);
        }
        return of instanceof Double ? Map.of("doubleValue", of) : Map.of("stringValue", of);
    }

    static Object[] ofPool(Object... more) {
        List<Object> all = new ArrayList<>(List.of(POOL));
        all.addAll(List.of(more));
        return all.toArray();
    }

    static String spans(String... spans) {
        return spansOf(process(), spans);
    }

    static String spansOf(String process, String... spans) {
        return "{\"resourceSpans\":[{\"resource\":" + process
                + ",\"scopeSpans\":[{\"scope\":{\"name\":\"io.connwake\"}," + "\"spans\":[" + String.join(",", spans)
                + "]}]}]}\n";
    }

    static String span(String name, long from, long to, Object... attributes) {
        return spanWith("", name, from, to, attributes);
    }

    static String spanWith(String more, String name, long from, long to, Object... attributes) {
        return String.format(
                "{\"traceId\":\"%032x\",\"spanId\":\"%016x\",\"name\":\"%s\",\"startTimeUnixNano\":\"%d\","
                        + "\"endTimeUnixNano\":\"%d\",%s\"attributes\":%s}",
                1, ids++, name, from, to, more, attributes(attributes));
    }

    static String connect(long connection, long at) {
        Object[] attributes = ofPool("connwake.connection.id", connection, "connwake.connect.phase", "init");
        return span("connect db:5432", at, at + 1_000_000, attributes);
    }

    static String lease(long connection, long from, long to) {
        return span("lease p", from, to, leased(connection));
    }

    static Object[] leased(long connection, Object... more) {
        List<Object> all = new ArrayList<>(List.of(ofPool()));
        all.addAll(List.of("connwake.lease.outcome", "released", "connwake.connection.id", connection));
        all.addAll(List.of("connwake.lease.statements", 1L));
        all.addAll(List.of(more));
        return all.toArray();
    }

    static String metrics(String scope, String... metrics) {
        return metricsOf(process(), scope, metrics);
    }

    static String metricsOf(String process, String scope, String... metrics) {
        return "{\"resourceMetrics\":[{\"resource\":" + process + ",\"scopeMetrics\":[{\"scope\":{\"name\":\"" + scope
                + "\"},\"metrics\":[" + String.join(",", metrics) + "]}]}]}\n";
    }

    static String counter(String name, int temporality, String... points) {
        return sum(name, true, temporality, points);
    }

    static String level(String name, String... points) {
        return sum(name, false, CUMULATIVE, points);
    }

    private static String sum(String name, boolean isMonotonic, int temporality, String... points) {
        return "{\"name\":\"" + name + "\",\"sum\":{\"isMonotonic\":" + isMonotonic + ",\"aggregationTemporality\":"
                + temporality + ",\"dataPoints\":[" + String.join(",", points) + "]}}";
    }

    static String point(long start, long at, long value, Object... attributes) {
        return String.format(
                "{\"startTimeUnixNano\":\"%d\",\"timeUnixNano\":\"%d\",\"asInt\":\"%d\",\"attributes\":%s}",
                start, at, value, attributes(attributes));
    }

    /** Its only point; neither its least nor its greatest value is told. */
    static String histogram(String name, long at, String bounds, String counts, long count) {
        return String.format(
                "{\"name\":\"%s\",\"histogram\":{\"aggregationTemporality\":2,\"dataPoints\":[{\"startTimeUnixNano\":\"%d\","
                        + "\"timeUnixNano\":\"%d\",\"count\":\"%d\",\"sum\":4.0,\"explicitBounds\":%s,"
                        + "\"bucketCounts\":%s,\"attributes\":%s}]}}",
                name, BEGIN, at, count, bounds, counts, attributes(ofPool()));
    }

    static String finding(String times) {
        return "{\"resourceLogs\":[{\"resource\":" + process()
                + ",\"scopeLogs\":[{\"scope\":{\"name\":\"io.connwake\"},"
                + "\"logRecords\":[{" + times + "\"severityNumber\":17,\"eventName\":\"connwake.finding\","
                + "\"body\":{\"stringValue\":\"A lease was not returned.\"},\"attributes\":"
                + attributes(ofPool(
                        "connwake.finding.id",
                        "f",
                        "connwake.finding.kind",
                        "leak",
                        "connwake.finding.state",
                        "confirmed",
                        "connwake.finding.count",
                        1L))
                + "}]}]}]}\n";
    }
}
