package io.connwake.testing;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.HexFormat;
import java.util.List;

/** One lease, its pool's metrics and one finding, as a protobuf exporter sends them; {@code recorded.jsonl} says the same. */
final class Exported {
    static final Resource RESOURCE =
            Resource.newBuilder().addAttributes(text("service.name", "orders")).build();
    static final InstrumentationScope SCOPE =
            InstrumentationScope.newBuilder().setName("io.connwake").build();

    private Exported() {}

    static ExportTraceServiceRequest traces(String... names) {
        ScopeSpans.Builder spans = ScopeSpans.newBuilder().setScope(SCOPE);
        List.of(names).forEach(name -> spans.addSpans(lease(name)));
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(
                        ResourceSpans.newBuilder().setResource(RESOURCE).addScopeSpans(spans))
                .build();
    }

    static ExportMetricsServiceRequest metrics(Metric... metrics) {
        return ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder()
                        .setResource(RESOURCE)
                        .addScopeMetrics(
                                ScopeMetrics.newBuilder().setScope(SCOPE).addAllMetrics(List.of(metrics))))
                .build();
    }

    static ExportLogsServiceRequest logs() {
        LogRecord finding = LogRecord.newBuilder()
                .setEventName("connwake.finding")
                .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_ERROR)
                .setTimeUnixNano(3_000)
                .setBody(AnyValue.newBuilder().setStringValue("A connection was not returned."))
                .addAttributes(text("connwake.finding.kind", "leak"))
                .addAttributes(text("connwake.finding.state", "confirmed"))
                .build();
        return ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .setResource(RESOURCE)
                        .addScopeLogs(ScopeLogs.newBuilder().setScope(SCOPE).addLogRecords(finding)))
                .build();
    }

    static Metric opened(AggregationTemporality temporality, long startNanos, long timeNanos, long value) {
        return Metric.newBuilder()
                .setName("connwake.connection.opened")
                .setUnit("{connection}")
                .setSum(Sum.newBuilder()
                        .setIsMonotonic(true)
                        .setAggregationTemporality(temporality)
                        .addDataPoints(NumberDataPoint.newBuilder()
                                .setStartTimeUnixNano(startNanos)
                                .setTimeUnixNano(timeNanos)
                                .setAsInt(value)
                                .addAttributes(text("db.client.connection.pool.name", "main"))))
                .build();
    }

    static Metric waited(long count, double seconds) {
        return Metric.newBuilder()
                .setName("db.client.connection.wait_time")
                .setUnit("s")
                .setHistogram(Histogram.newBuilder()
                        .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                        .addDataPoints(HistogramDataPoint.newBuilder()
                                .setStartTimeUnixNano(1_000)
                                .setTimeUnixNano(2_000)
                                .setCount(count)
                                .setSum(seconds)
                                .setMin(0.25)
                                .setMax(0.5)
                                .addExplicitBounds(0.1)
                                .addBucketCounts(0)
                                .addBucketCounts(count)))
                .build();
    }

    private static Span lease(String name) {
        return Span.newBuilder()
                .setName(name)
                .setKind(Span.SpanKind.SPAN_KIND_INTERNAL)
                .setTraceId(bytes("0af7651916cd43dd8448eb211c80319c"))
                .setSpanId(bytes("b7ad6b7169203331"))
                .setFlags(0x101)
                .setStartTimeUnixNano(1_700_000_000_000_000_001L)
                .setEndTimeUnixNano(1_700_000_000_000_000_501L)
                .setStatus(Status.newBuilder()
                        .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                        .setMessage("waited in vain"))
                .addAttributes(text("connwake.lease.outcome", "timeout"))
                .addAttributes(attribute(
                        "connwake.lease.statements",
                        AnyValue.newBuilder().setIntValue(7).build()))
                .addAttributes(attribute(
                        "connwake.lease.wait",
                        AnyValue.newBuilder().setDoubleValue(0.25).build()))
                .addAttributes(attribute(
                        "connwake.connection.reused",
                        AnyValue.newBuilder().setBoolValue(true).build()))
                .addAttributes(attribute(
                        "connwake.frames",
                        AnyValue.newBuilder()
                                .setArrayValue(ArrayValue.newBuilder()
                                        .addValues(AnyValue.newBuilder().setStringValue("Orders.find")))
                                .build()))
                .addEvents(Span.Event.newBuilder()
                        .setName("exception")
                        .setTimeUnixNano(1_700_000_000_000_000_400L)
                        .addAttributes(text("exception.type", "java.sql.SQLTransientConnectionException")))
                .addLinks(Span.Link.newBuilder()
                        .setTraceId(bytes("0af7651916cd43dd8448eb211c80319d"))
                        .setSpanId(bytes("00f067aa0ba902b7")))
                .build();
    }

    private static KeyValue text(String key, String value) {
        return attribute(key, AnyValue.newBuilder().setStringValue(value).build());
    }

    private static KeyValue attribute(String key, AnyValue value) {
        return KeyValue.newBuilder().setKey(key).setValue(value).build();
    }

    private static ByteString bytes(String hex) {
        return ByteString.copyFrom(HexFormat.of().parseHex(hex));
    }
}
