package io.connwake.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.connwake.testing.PointSeen.Distribution;
import io.connwake.testing.PointSeen.Shape;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one line of OTLP JSON says, in the words of {@link Telemetry}. Ids are hex there, 64-bit integers are strings. */
final class FromJson {
    private final List<SpanSeen> spans = new ArrayList<>();
    private final List<PointSeen> points = new ArrayList<>();
    private final List<LogSeen> logs = new ArrayList<>();

    private FromJson() {}

    static Telemetry line(JsonNode line) {
        if (!line.has("resourceSpans") && !line.has("resourceMetrics") && !line.has("resourceLogs")) {
            throw new IllegalArgumentException("none of resourceSpans, resourceMetrics, resourceLogs");
        }
        FromJson reading = new FromJson();
        reading.each(line, "Spans", "spans", reading::span);
        reading.each(line, "Metrics", "metrics", reading::metric);
        reading.each(line, "Logs", "logRecords", reading::log);
        return new Telemetry(reading.spans, reading.points, reading.logs);
    }

    private record Origin(String scope, Map<String, Object> resource) {}

    private interface Item {
        void read(JsonNode item, Origin origin);
    }

    private void each(JsonNode line, String signal, String items, Item reader) {
        for (JsonNode batch : line.path("resource" + signal)) {
            Map<String, Object> resource = attributes(batch.path("resource"));
            for (JsonNode scope : batch.path("scope" + signal)) {
                Origin origin = new Origin(text(scope.path("scope"), "name"), resource);
                scope.path(items).forEach(item -> reader.read(item, origin));
            }
        }
    }

    private void span(JsonNode span, Origin origin) {
        JsonNode status = span.path("status");
        spans.add(new SpanSeen(
                text(span, "name"),
                SpanKind.forNumber(span.path("kind").asInt()).name().replace("SPAN_KIND_", ""),
                text(span, "traceId"),
                text(span, "spanId"),
                text(span, "parentSpanId"),
                span.path("flags").asInt(),
                integer(span, "startTimeUnixNano"),
                integer(span, "endTimeUnixNano"),
                StatusCode.forNumber(status.path("code").asInt()).name().replace("STATUS_CODE_", ""),
                text(status, "message"),
                attributes(span),
                list(span.path("events"), FromJson::event),
                list(span.path("links"), FromJson::link),
                origin.scope,
                origin.resource));
    }

    private static SpanSeen.Event event(JsonNode event) {
        return new SpanSeen.Event(text(event, "name"), integer(event, "timeUnixNano"), attributes(event));
    }

    private static SpanSeen.Link link(JsonNode link) {
        return new SpanSeen.Link(
                text(link, "traceId"), text(link, "spanId"), link.path("flags").asInt(), attributes(link));
    }

    private void log(JsonNode log, Origin origin) {
        logs.add(new LogSeen(
                text(log, "eventName"),
                log.path("severityNumber").asInt(),
                value(log.path("body")).toString(),
                text(log, "traceId"),
                text(log, "spanId"),
                integer(log, "timeUnixNano"),
                attributes(log),
                origin.scope,
                origin.resource));
    }

    private void metric(JsonNode metric, Origin origin) {
        String shape = Set.of("sum", "gauge", "histogram").stream()
                .filter(metric::has)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("metric " + text(metric, "name") + ": unknown shape"));
        JsonNode body = metric.path(shape);
        body.path("dataPoints").forEach(point -> points.add(point(metric, shape, body, point, origin)));
    }

    private static PointSeen point(JsonNode metric, String shape, JsonNode body, JsonNode point, Origin origin) {
        return new PointSeen(
                text(metric, "name"),
                text(metric, "unit"),
                Shape.valueOf(shape.toUpperCase(Locale.ROOT)),
                FromProtobuf.temporality(AggregationTemporality.forNumber(
                        body.path("aggregationTemporality").asInt())),
                body.path("isMonotonic").asBoolean(),
                integer(point, "startTimeUnixNano"),
                integer(point, "timeUnixNano"),
                attributes(point),
                number(point),
                shape.equals("histogram") ? distribution(point) : null,
                origin.scope,
                origin.resource);
    }

    private static @Nullable Number number(JsonNode point) {
        if (point.has("asInt")) {
            return integer(point, "asInt");
        }
        return point.has("asDouble") ? real(point.path("asDouble")) : null;
    }

    private static Distribution distribution(JsonNode point) {
        return new Distribution(
                integer(point, "count"),
                real(point.path("sum")),
                point.has("min") ? real(point.path("min")) : null,
                point.has("max") ? real(point.path("max")) : null,
                list(point.path("explicitBounds"), FromJson::real),
                list(point.path("bucketCounts"), FromJson::integer));
    }

    private static Map<String, Object> attributes(JsonNode owner) {
        return pairs(owner.path("attributes"));
    }

    private static Map<String, Object> pairs(JsonNode pairs) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        pairs.forEach(pair -> attributes.put(text(pair, "key"), value(pair.path("value"))));
        return attributes;
    }

    private static Object value(JsonNode value) {
        if (value.has("intValue")) {
            return integer(value, "intValue");
        } else if (value.has("doubleValue")) {
            return real(value.path("doubleValue"));
        } else if (value.has("boolValue")) {
            return value.path("boolValue").asBoolean();
        } else if (value.has("arrayValue")) {
            return list(value.path("arrayValue").path("values"), FromJson::value);
        } else if (value.has("kvlistValue")) {
            return pairs(value.path("kvlistValue").path("values"));
        }
        return value.has("bytesValue") ? hex(text(value, "bytesValue")) : text(value, "stringValue");
    }

    private static String hex(String base64) {
        return HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
    }

    private static <T> List<T> list(JsonNode nodes, Function<JsonNode, T> reader) {
        List<T> all = new ArrayList<>();
        nodes.forEach(node -> all.add(reader.apply(node)));
        return all;
    }

    private static String text(JsonNode owner, String key) {
        return owner.path(key).asText("");
    }

    private static long integer(JsonNode owner, String key) {
        return owner.has(key) ? integer(owner.path(key)) : 0;
    }

    /** Not {@code asLong}, which makes 0 of what is no number. */
    private static long integer(JsonNode node) {
        return Long.parseLong(node.asText());
    }

    private static double real(JsonNode node) {
        return node.isMissingNode() ? 0 : Double.parseDouble(node.asText());
    }
}
