package io.connwake.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Metric;
import io.connwake.pipeline.model.Span;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OtlpOutputTest {
    private static final long LONG_ENOUGH_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long T = 1_700_000_000_000_000_000L;

    private final Map<String, String> environment = new HashMap<>();
    private final List<String> notices = new CopyOnWriteArrayList<>();
    private final List<OtlpOutput> outputs = new ArrayList<>();
    private Collector collector;

    @BeforeEach
    void listen() throws IOException {
        collector = new Collector();
        environment.put("otel.exporter.otlp.endpoint", collector.url());
    }

    @AfterEach
    void end() {
        outputs.forEach(OtlpOutput::close);
        collector.close();
    }

    @Nested
    class what_is_exported {
        @Test
        void arrives_with_the_ids_and_times_it_had() {
            OtlpOutput output = started();
            output.span(Specimens.failed("timed out"));
            output.flush(LONG_ENOUGH_NANOS);

            assertThat(collector.spans()).singleElement().satisfies(span -> {
                assertThat(hex(span.getTraceId())).isEqualTo(Specimens.LEASE.traceHex());
                assertThat(hex(span.getSpanId())).isEqualTo(Specimens.LEASE.spanHex());
                assertThat(hex(span.getParentSpanId())).isEqualTo("0000000000001122");
                assertThat(span.getStartTimeUnixNano()).isEqualTo(1_700_000_000_000_000_001L);
                assertThat(span.getEndTimeUnixNano()).isEqualTo(1_700_000_000_250_000_000L);
                assertThat(span.getEventsList()).hasSize(2);
                assertThat(span.getLinksList()).hasSize(2);
                assertThat(span.getStatus().getMessage()).isEqualTo("timed out");
            });
        }

        @Test
        void is_a_log_record_where_it_is_a_finding() {
            OtlpOutput output = started();
            output.finding(Specimens.finding(Finding.Severity.WARN));
            output.flush(LONG_ENOUGH_NANOS);

            assertThat(collector.logs()).singleElement().satisfies(log -> {
                assertThat(log.getEventName()).isEqualTo("connwake.finding");
                assertThat(log.getSeverityNumberValue()).isEqualTo(13);
                assertThat(log.getBody().getStringValue()).contains("Orders.java:42");
                assertThat(hex(log.getSpanId())).isEqualTo(Specimens.LEASE.spanHex());
            });
        }

        @Test
        void is_cumulative_by_default_and_nothing_but_ours() {
            OtlpOutput output = started();
            output.span(Specimens.span(0, Span.Kind.CLIENT));
            push(output, Specimens.counter(3, T + MINUTE), Specimens.histogram(1, 2, 2.5, T + MINUTE));
            push(output, Specimens.counter(5, T + 2 * MINUTE));

            assertThat(collector.metrics())
                    .extracting(metric -> metric.getName())
                    .containsExactly(
                            "connwake.connection.opened",
                            "db.client.connection.use_time",
                            "connwake.connection.opened");
            assertThat(collector.metrics().get(2).getSum().getDataPoints(0).getAsInt())
                    .isEqualTo(5);
        }

        @Test
        void is_the_difference_where_deltas_are_asked_for_but_for_up_down_counters() {
            environment.put("otel.exporter.otlp.metrics.temporality.preference", "delta");
            OtlpOutput output = started();
            push(output, everyKind(3, T + MINUTE));
            push(output, everyKind(10, T + 2 * MINUTE));

            List<io.opentelemetry.proto.metrics.v1.Metric> second =
                    collector.metrics().subList(4, 8);
            assertThat(second.get(0).getSum().getAggregationTemporality())
                    .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA);
            assertThat(second.get(0).getSum().getDataPoints(0).getAsInt()).isEqualTo(7);
            assertThat(second.get(0).getSum().getDataPoints(0).getStartTimeUnixNano())
                    .isEqualTo(T + MINUTE);
            assertThat(second.get(1).getSum().getDataPoints(0).getAsDouble()).isEqualTo(7.0);
            assertThat(second.get(2).getSum().getAggregationTemporality())
                    .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
            assertThat(second.get(2).getSum().getDataPoints(0).getAsInt()).isEqualTo(10);
            assertThat(second.get(3).getHistogram().getDataPoints(0).getCount()).isEqualTo(7);
            assertThat(second.get(3).getHistogram().getDataPoints(0).hasMin()).isFalse();
        }

        @Test
        void is_in_the_next_one_too_where_deltas_are_asked_for_and_an_export_failed() {
            environment.put("otel.exporter.otlp.metrics.temporality.preference", "delta");
            OtlpOutput output = started();
            push(output, Specimens.counter(1, T));
            collector.answersNextWith(400);
            push(output, Specimens.counter(3, T + MINUTE));
            push(output, Specimens.counter(7, T + 2 * MINUTE));

            assertThat(collector.metrics()).hasSize(3).last().satisfies(second -> {
                assertThat(second.getSum().getDataPoints(0).getAsInt()).isEqualTo(6);
                assertThat(second.getSum().getDataPoints(0).getStartTimeUnixNano())
                        .isEqualTo(T);
            });
        }

        @Test
        void is_what_came_after_a_snapshot_where_deltas_are_asked_for() {
            environment.put("otel.exporter.otlp.metrics.temporality.preference", "delta");
            OtlpOutput output = started();
            push(output, Specimens.counter(3, T + MINUTE));
            output.renew(List.of(Specimens.counter(5, T + 2 * MINUTE)));
            push(output, Specimens.counter(6, T + 3 * MINUTE));

            assertThat(collector.metrics())
                    .hasSize(2)
                    .last()
                    .satisfies(
                            later -> assertThat(later.getSum().getDataPoints(0).getAsInt())
                                    .isEqualTo(1));
        }

        @Test
        void leaves_out_what_did_not_change_where_deltas_are_asked_for() {
            environment.put("otel.exporter.otlp.metrics.temporality.preference", "delta");
            OtlpOutput output = started();
            push(output, everyKind(3, T + MINUTE));
            push(output, everyKind(3, T + 2 * MINUTE));
            assertThat(collector.metrics()).hasSize(5);
        }
    }

    @Nested
    class a_setting {
        @Test
        void of_headers_and_compression_is_followed() {
            environment.put("otel.exporter.otlp.headers", "api-key=se%20cret,x-tenant=a");
            environment.put("otel.exporter.otlp.compression", "gzip");
            OtlpOutput output = started();
            output.span(Specimens.span(0, Span.Kind.CLIENT));
            output.flush(LONG_ENOUGH_NANOS);

            Collector.Request request = collector.requests.get(0);
            assertThat(request.header("Api-key")).isEqualTo("se cret");
            assertThat(request.header("X-tenant")).isEqualTo("a");
            assertThat(request.header("Content-encoding")).isEqualTo("gzip");
            assertThat(request.header("Content-type")).isEqualTo("application/x-protobuf");
            assertThat(collector.spans()).hasSize(1);
        }

        @Test
        void of_one_signals_endpoint_is_taken_as_it_is() {
            environment.put("otel.exporter.otlp.traces.endpoint", collector.url() + "/here/traces");
            OtlpOutput output = started();
            output.span(Specimens.span(0, Span.Kind.CLIENT));
            output.finding(Specimens.finding(Finding.Severity.WARN));
            output.flush(LONG_ENOUGH_NANOS);
            assertThat(collector.to("/here/traces")).hasSize(1);
            assertThat(collector.to("/v1/logs")).hasSize(1);
        }

        @Test
        void of_none_silences_its_signal_alone() {
            environment.put("otel.traces.exporter", "none");
            OtlpOutput output = started();
            output.span(Specimens.span(0, Span.Kind.CLIENT));
            output.finding(Specimens.finding(Finding.Severity.WARN));
            push(output, Specimens.counter(1, T));
            assertThat(collector.to("/v1/traces")).isEmpty();
            assertThat(collector.to("/v1/logs")).hasSize(1);
            assertThat(collector.to("/v1/metrics")).hasSize(1);
        }

        @Test
        void of_none_for_all_starts_nothing() {
            environment.put("otel.traces.exporter", "none");
            environment.put("otel.metrics.exporter", "none");
            environment.put("otel.logs.exporter", "none");
            OtlpOutput output = started();
            output.span(Specimens.span(0, Span.Kind.CLIENT));
            output.flush(LONG_ENOUGH_NANOS);
            assertThat(output.isOff()).isTrue();
            assertThat(collector.requests).isEmpty();
        }

        @Test
        void that_disables_the_sdk_starts_nothing() {
            environment.put("otel.sdk.disabled", "true");
            OtlpOutput output = started();
            output.span(Specimens.span(0, Span.Kind.CLIENT));
            output.flush(LONG_ENOUGH_NANOS);
            assertThat(output.isOff()).isTrue();
            assertThat(collector.requests).isEmpty();
        }

        @Test
        void that_drops_all_spans_is_followed() {
            environment.put("otel.traces.sampler", "always_off");
            OtlpOutput output = started();
            output.span(Specimens.span(0, Span.Kind.CLIENT));
            output.flush(LONG_ENOUGH_NANOS);
            assertThat(collector.requests).isEmpty();
            assertThat(notices).isEmpty();
        }

        @Test
        void of_the_metrics_interval_is_followed() {
            assertThat(output().metricsIntervalNanos()).isEqualTo(MINUTE);
            environment.put("otel.metric.export.interval", "5s");
            assertThat(output().metricsIntervalNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(5));
        }

        @Test
        void naming_exporters_that_are_not_here_is_said_in_one_line_and_otlp_is_used() {
            environment.put("otel.traces.exporter", "console");
            environment.put("otel.logs.exporter", "zipkin,otlp");
            exportsNevertheless();
            assertThat(notices).singleElement().asString().contains("OTEL_TRACES_EXPORTER=console", "zipkin");
        }

        @Test
        void of_grpc_is_said_in_one_line_and_http_is_used() {
            environment.put("otel.exporter.otlp.protocol", "grpc");
            exportsNevertheless();
            assertThat(notices)
                    .singleElement()
                    .asString()
                    .contains("OTEL_EXPORTER_OTLP_PROTOCOL=grpc", "http/protobuf");
        }

        @Test
        void of_grpc_with_its_port_says_in_the_same_line_that_the_endpoint_is_wrong() {
            environment.put("otel.exporter.otlp.protocol", "grpc");
            environment.put("otel.exporter.otlp.endpoint", "http://collector:4317");
            output();
            assertThat(notices).singleElement().asString().contains("collector:4317", "4318");
        }

        @Test
        void that_the_sdk_would_die_of_costs_a_line_and_nothing_else() {
            environment.put("otel.exporter.otlp.timeout", "soon");
            environment.put("otel.exporter.otlp.compression", "zstd");
            environment.put("otel.traces.sampler", "xray");
            environment.put("otel.config.file", "/some/where.yaml");
            environment.put("otel.propagators", "xray");
            environment.put("otel.exporter.otlp.certificate", "/no/such/file");
            exportsNevertheless();
            assertThat(notices).hasSize(5);
        }

        @Test
        void that_is_secret_is_not_shown_when_it_is_bad() {
            environment.put("otel.exporter.otlp.headers", "api-key: hunter2");
            output();
            assertThat(notices)
                    .singleElement()
                    .asString()
                    .doesNotContain("hunter2")
                    .contains("HEADERS");
        }

        private void exportsNevertheless() {
            OtlpOutput output = started();
            output.span(Specimens.span(0, Span.Kind.CLIENT));
            output.flush(LONG_ENOUGH_NANOS);
            assertThat(collector.spans()).hasSize(1);
        }
    }

    @Nested
    class a_collector {
        @Test
        void that_is_busy_is_asked_again_after_the_pause_it_named() {
            collector.answersNextWith(503);
            OtlpOutput output = started();
            output.span(Specimens.span(0, Span.Kind.CLIENT));
            output.flush(LONG_ENOUGH_NANOS);
            assertThat(collector.to("/v1/traces")).hasSize(2);
            assertThat(output.failures()).isZero();
            assertThat(notices).isEmpty();
        }

        @Test
        void that_refuses_is_named_once_and_counted() {
            collector.answersNextWith(401);
            collector.answersNextWith(401);
            OtlpOutput output = started();
            output.span(Specimens.span(0, Span.Kind.CLIENT));
            output.flush(LONG_ENOUGH_NANOS);
            output.span(Specimens.span(0, Span.Kind.CLIENT));
            output.flush(LONG_ENOUGH_NANOS);
            assertThat(notices).singleElement().asString().contains("401");
            assertThat(output.failures()).isEqualTo(2);
        }

        @Test
        void that_was_named_and_does_not_answer_costs_one_line() throws IOException {
            environment.put("otel.exporter.otlp.endpoint", "http://127.0.0.1:" + unusedPort());
            environment.put("otel.exporter.otlp.timeout", "1s");
            OtlpOutput output = started();
            output.span(Specimens.span(0, Span.Kind.CLIENT));
            output.flush(LONG_ENOUGH_NANOS);
            output.span(Specimens.span(0, Span.Kind.CLIENT));
            output.flush(LONG_ENOUGH_NANOS);
            assertThat(notices).singleElement().asString().contains("no answer from http://127.0.0.1");
            assertThat(output.failures()).isEqualTo(2);
        }

        @Test
        void that_hangs_does_not_hold_up_the_end() {
            collector.hangs();
            OtlpOutput output = started();
            output.span(Specimens.span(0, Span.Kind.CLIENT));
            output.finding(Specimens.finding(Finding.Severity.WARN));
            output.metrics(List.of(Specimens.counter(1, T)));
            long start = System.nanoTime();
            output.flush(TimeUnit.MILLISECONDS.toNanos(300));
            output.close();
            // the collector hangs for ever, and the SDK would wait 10 s for each of the three requests
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(10));
            assertThat(notices).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Nested
    class an_output_that_is_asked_whether_it_is_ready {
        @Test
        void starts_what_it_needs_where_somebody_listens() {
            OtlpOutput output = output();
            assertThat(output.isReady(false)).isFalse();
            assertThat(output.isReady(true)).isTrue();
            assertThat(output.isReady(false)).isTrue();
            output.span(Specimens.span(0, Span.Kind.CLIENT));
            output.flush(LONG_ENOUGH_NANOS);
            assertThat(collector.spans()).hasSize(1);
        }

        @Test
        void is_not_where_nobody_listens_at_an_endpoint_that_was_named_and_says_so_once() throws IOException {
            environment.put("otel.exporter.otlp.endpoint", "http://127.0.0.1:" + unusedPort());
            OtlpOutput output = output();
            assertThat(output.isReady(true)).isFalse();
            assertThat(output.isReady(true)).isFalse();
            assertThat(output.failures())
                    .as("tries, of which the second has to wait")
                    .isEqualTo(1);
            assertThat(notices).singleElement().asString().contains("no answer from http://127.0.0.1");
        }

        @Test
        void is_where_nothing_is_to_be_exported() {
            environment.put("otel.sdk.disabled", "true");
            assertThat(output().isReady(true)).isTrue();
        }
    }

    @Nested
    class a_thread_of_the_export {
        @Test
        void is_a_daemon_with_our_name_and_our_loader() {
            List<Thread> before = threads();
            OtlpOutput output = started();
            output.span(Specimens.span(0, Span.Kind.CLIENT));
            output.finding(Specimens.finding(Finding.Severity.WARN));
            push(output, Specimens.counter(1, T));
            List<Thread> ours = new ArrayList<>(threads());
            ours.removeAll(before);
            ours.removeIf(thread ->
                    thread.getName().startsWith("pool-") || thread.getName().startsWith("HTTP-"));
            assertThat(ours).hasSizeGreaterThanOrEqualTo(3).allSatisfy(thread -> {
                assertThat(thread.getName()).startsWith("connwake-");
                assertThat(thread.isDaemon()).isTrue();
                assertThat(thread.getContextClassLoader()).isSameAs(OtlpOutput.class.getClassLoader());
            });
        }

        private List<Thread> threads() {
            return List.copyOf(Thread.getAllStackTraces().keySet());
        }
    }

    private OtlpOutput output() {
        OtlpOutput output = OtlpOutput.create(environment::get, () -> Specimens.RESOURCE, notices::add);
        outputs.add(output);
        return output;
    }

    private OtlpOutput started() {
        OtlpOutput output = output();
        output.started();
        return output;
    }

    private static void push(OtlpOutput output, Metric... metrics) {
        output.metrics(List.of(metrics));
        output.flush(LONG_ENOUGH_NANOS);
    }

    private static Metric[] everyKind(int count, long epochNanos) {
        return new Metric[] {
            Specimens.counter(count, epochNanos),
            Specimens.seconds(count, epochNanos),
            Specimens.upDown(count, epochNanos),
            Specimens.histogram(count, 0, count, epochNanos)
        };
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String hex(ByteString bytes) {
        StringBuilder hex = new StringBuilder();
        for (byte b : bytes.toByteArray()) {
            hex.append(Character.forDigit((b >> 4) & 0xf, 16)).append(Character.forDigit(b & 0xf, 16));
        }
        return hex.toString();
    }
}
