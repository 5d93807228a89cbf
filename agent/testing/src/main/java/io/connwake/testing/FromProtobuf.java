package io.connwake.testing;

import com.google.protobuf.ByteString;
import io.connwake.testing.PointSeen.Distribution;
import io.connwake.testing.PointSeen.Shape;
import io.connwake.testing.PointSeen.Temporality;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What an OTLP request in protobuf says, in the words of {@link Telemetry}. */
final class FromProtobuf {
    private FromProtobuf() {}

    static Telemetry traces(ExportTraceServiceRequest request) {
        List<SpanSeen> spans = new ArrayList<>();
        for (var batch : request.getResourceSpansList()) {
            Map<String, Object> resource = attributes(batch.getResource().getAttributesList());
            for (var scope : batch.getScopeSpansList()) {
                scope.getSpansList()
                        .forEach(span -> spans.add(span(span, scope.getScope().getName(), resource)));
            }
        }
        return new Telemetry(spans, List.of(), List.of());
    }

    static Telemetry metrics(ExportMetricsServiceRequest request) {
        List<PointSeen> points = new ArrayList<>();
        for (var batch : request.getResourceMetricsList()) {
            Map<String, Object> resource = attributes(batch.getResource().getAttributesList());
            for (var scope : batch.getScopeMetricsList()) {
                Origin origin = new Origin(scope.getScope().getName(), resource);
                scope.getMetricsList().forEach(metric -> points(metric, origin).forEach(points::add));
            }
        }
        return new Telemetry(List.of(), points, List.of());
    }

    static Telemetry logs(ExportLogsServiceRequest request) {
        List<LogSeen> logs = new ArrayList<>();
        for (var batch : request.getResourceLogsList()) {
            Map<String, Object> resource = attributes(batch.getResource().getAttributesList());
            for (var scope : batch.getScopeLogsList()) {
                scope.getLogRecordsList()
                        .forEach(log -> logs.add(log(log, scope.getScope().getName(), resource)));
            }
        }
        return new Telemetry(List.of(), List.of(), logs);
    }

    private record Origin(String scope, Map<String, Object> resource) {}

    private static SpanSeen span(Span span, String scope, Map<String, Object> resource) {
        return new SpanSeen(
                span.getName(),
                span.getKind().name().replace("SPAN_KIND_", ""),
                hex(span.getTraceId()),
                hex(span.getSpanId()),
                hex(span.getParentSpanId()),
                span.getFlags(),
                span.getStartTimeUnixNano(),
                span.getEndTimeUnixNano(),
                span.getStatus().getCode().name().replace("STATUS_CODE_", ""),
                span.getStatus().getMessage(),
                attributes(span.getAttributesList()),
                span.getEventsList().stream().map(FromProtobuf::event).toList(),
                span.getLinksList().stream().map(FromProtobuf::link).toList(),
                scope,
                resource);
    }

    private static SpanSeen.Event event(Span.Event event) {
        return new SpanSeen.Event(event.getName(), event.getTimeUnixNano(), attributes(event.getAttributesList()));
    }

    private static SpanSeen.Link link(Span.Link link) {
        return new SpanSeen.Link(
                hex(link.getTraceId()), hex(link.getSpanId()), link.getFlags(), attributes(link.getAttributesList()));
    }

    private static LogSeen log(LogRecord log, String scope, Map<String, Object> resource) {
        return new LogSeen(
                log.getEventName(),
                log.getSeverityNumberValue(),
                value(log.getBody()).toString(),
                hex(log.getTraceId()),
                hex(log.getSpanId()),
                log.getTimeUnixNano(),
                attributes(log.getAttributesList()),
                scope,
                resource);
    }

    private static Stream<PointSeen> points(Metric metric, Origin origin) {
        return switch (metric.getDataCase()) {
            case SUM -> {
                var sum = metric.getSum();
                Temporality temporality = temporality(sum.getAggregationTemporality());
                yield sum.getDataPointsList().stream()
                        .map(p -> number(metric, Shape.SUM, temporality, sum.getIsMonotonic(), p, origin));
            }
            case GAUGE ->
                metric.getGauge().getDataPointsList().stream()
                        .map(p -> number(metric, Shape.GAUGE, Temporality.UNSPECIFIED, false, p, origin));
            case HISTOGRAM -> {
                var histogram = metric.getHistogram();
                Temporality temporality = temporality(histogram.getAggregationTemporality());
                yield histogram.getDataPointsList().stream().map(p -> histogram(metric, temporality, p, origin));
            }
            default ->
                throw new IllegalArgumentException(
                        "metric " + metric.getName() + " is a " + metric.getDataCase() + ", which nobody here reads");
        };
    }

    private static PointSeen number(
            Metric metric,
            Shape shape,
            Temporality temporality,
            boolean monotonic,
            NumberDataPoint point,
            Origin origin) {
        return new PointSeen(
                metric.getName(),
                metric.getUnit(),
                shape,
                temporality,
                monotonic,
                point.getStartTimeUnixNano(),
                point.getTimeUnixNano(),
                attributes(point.getAttributesList()),
                point.hasAsInt() ? (Number) point.getAsInt() : (Number) point.getAsDouble(),
                null,
                origin.scope,
                origin.resource);
    }

    private static PointSeen histogram(
            Metric metric, Temporality temporality, HistogramDataPoint point, Origin origin) {
        return new PointSeen(
                metric.getName(),
                metric.getUnit(),
                Shape.HISTOGRAM,
                temporality,
                false,
                point.getStartTimeUnixNano(),
                point.getTimeUnixNano(),
                attributes(point.getAttributesList()),
                null,
                new Distribution(
                        point.getCount(),
                        point.getSum(),
                        point.hasMin() ? point.getMin() : null,
                        point.hasMax() ? point.getMax() : null,
                        point.getExplicitBoundsList(),
                        point.getBucketCountsList()),
                origin.scope,
                origin.resource);
    }

    static Temporality temporality(AggregationTemporality temporality) {
        return Temporality.valueOf(temporality.name().replace("AGGREGATION_TEMPORALITY_", ""));
    }

    private static Map<String, Object> attributes(List<KeyValue> pairs) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (KeyValue pair : pairs) {
            attributes.put(pair.getKey(), value(pair.getValue()));
        }
        return attributes;
    }

    private static Object value(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case BOOL_VALUE -> value.getBoolValue();
            case INT_VALUE -> value.getIntValue();
            case DOUBLE_VALUE -> value.getDoubleValue();
            case BYTES_VALUE -> hex(value.getBytesValue());
            case ARRAY_VALUE ->
                value.getArrayValue().getValuesList().stream()
                        .map(FromProtobuf::value)
                        .toList();
            case KVLIST_VALUE -> attributes(value.getKvlistValue().getValuesList());
            default -> "";
        };
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
