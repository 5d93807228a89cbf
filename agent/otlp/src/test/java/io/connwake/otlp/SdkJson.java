package io.connwake.otlp;

import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Metric;
import io.connwake.pipeline.model.Resource;
import io.connwake.pipeline.model.Span;
import io.opentelemetry.exporter.logging.otlp.internal.logs.OtlpStdoutLogRecordExporter;
import io.opentelemetry.exporter.logging.otlp.internal.metrics.OtlpStdoutMetricExporter;
import io.opentelemetry.exporter.logging.otlp.internal.traces.OtlpStdoutSpanExporter;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the SDK's own OTLP JSON exporters write for values that take the way of {@link OtlpOutput}. */
final class SdkJson {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Resource resource;

    SdkJson(Resource resource) {
        this.resource = resource;
    }

    String of(Span span) {
        AllottedIds ids = new AllottedIds();
        try (SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(Conversion.resource(resource))
                .setIdGenerator(ids)
                .addSpanProcessor(SimpleSpanProcessor.create(
                        OtlpStdoutSpanExporter.builder().setOutput(written).build()))
                .build()) {
            new SpanReplay(provider.get("io.connwake"), ids).replay(span);
        }
        return taken();
    }

    String of(Finding finding) {
        try (SdkLoggerProvider provider = SdkLoggerProvider.builder()
                .setResource(Conversion.resource(resource))
                .addLogRecordProcessor(SimpleLogRecordProcessor.create(
                        OtlpStdoutLogRecordExporter.builder().setOutput(written).build()))
                .build()) {
            new FindingLog(provider.get("io.connwake")).emit(finding);
        }
        return taken();
    }

    String of(Metric metric) {
        LatestMetrics latest = new LatestMetrics("io.connwake");
        PushedReader reader = new PushedReader(
                OtlpStdoutMetricExporter.builder().setOutput(written).build(), latest);
        SdkMeterProvider provider = SdkMeterProvider.builder()
                .setResource(Conversion.resource(resource))
                .registerMetricReader(reader)
                .registerMetricProducer(latest)
                .build();
        latest.latest(List.of(metric));
        reader.push();
        provider.close();
        return taken();
    }

    private String taken() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
