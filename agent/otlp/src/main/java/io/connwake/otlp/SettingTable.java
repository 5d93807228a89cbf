package io.connwake.otlp;

import io.connwake.otlp.Setting.Shape;
import java.util.ArrayList;
import java.util.List;

/** Every setting that is honoured, once. */
final class SettingTable {
    static final String EXPORTER_PREFIX = "otel.exporter.otlp";
    static final List<String> SIGNALS = List.of("traces", "metrics", "logs");
    static final List<Setting> ALL = all();

    private SettingTable() {}

    private static List<Setting> all() {
        List<Setting> all = new ArrayList<>();
        exporter(all, EXPORTER_PREFIX);
        for (String signal : SIGNALS) {
            exporter(all, EXPORTER_PREFIX + "." + signal);
        }
        add(all, Shape.TEMPORALITY, EXPORTER_PREFIX + ".metrics.temporality.preference");
        add(all, Shape.DURATION, "otel.metric.export.interval");
        add(all, Shape.SAMPLER, "otel.traces.sampler");
        add(all, Shape.RATIO, "otel.traces.sampler.arg");
        batches(all, "otel.bsp");
        batches(all, "otel.blrp");
        add(
                all,
                Shape.COUNT,
                "otel.attribute.value.length.limit",
                "otel.attribute.count.limit",
                "otel.span.attribute.value.length.limit",
                "otel.span.attribute.count.limit",
                "otel.span.event.count.limit",
                "otel.span.link.count.limit");
        add(all, Shape.TRUTH, "otel.java.exporter.otlp.retry.disabled");
        add(
                all,
                Shape.UNSUPPORTED,
                "otel.config.file",
                "otel.experimental.config.file",
                "otel.exporter.otlp.metrics.default.histogram.aggregation",
                "otel.experimental.sdk.telemetry.version",
                "otel.java.exporter.memory_mode",
                "otel.java.metrics.cardinality.limit",
                "otel.metrics.exemplar.filter");
        return List.copyOf(all);
    }

    private static void exporter(List<Setting> all, String prefix) {
        add(all, Shape.ENDPOINT, prefix + ".endpoint");
        add(all, Shape.HEADERS, prefix + ".headers");
        add(all, Shape.DURATION, prefix + ".timeout");
        add(all, Shape.COMPRESSION, prefix + ".compression");
        add(all, Shape.CERTIFICATES, prefix + ".certificate", prefix + ".client.certificate");
        add(all, Shape.KEY, prefix + ".client.key");
    }

    private static void batches(List<Setting> all, String prefix) {
        add(all, Shape.DURATION, prefix + ".schedule.delay", prefix + ".export.timeout");
        add(all, Shape.COUNT, prefix + ".max.queue.size", prefix + ".max.export.batch.size");
    }

    private static void add(List<Setting> all, Shape shape, String... names) {
        for (String name : names) {
            all.add(Setting.of(name, shape));
        }
    }
}
