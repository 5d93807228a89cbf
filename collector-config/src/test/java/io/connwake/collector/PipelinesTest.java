package io.connwake.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.connwake.collector.Pipelines.Pipeline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a collector checks when it starts, as far as it can be told without one, and what it does not check. */
class PipelinesTest {
    /**
     * By kind, components whose names were looked up for the pinned version. {@code deltatocumulative} and {@code
     * sqlquery} were being renamed when it came out: these names are understood by versions on both sides.
     */
    private static final Map<String, Set<String>> KNOWN = Map.of(
            "receivers", Set.of("otlp", "otlp_json_file", "postgresql", "mysql", "sqlquery"),
            "processors",
                    Set.of(
                            "batch",
                            "memory_limiter",
                            "deltatocumulative",
                            "tail_sampling",
                            "transform",
                            "filter",
                            "decouple"),
            "exporters",
                    Set.of(
                            "otlp_grpc",
                            "otlp_http",
                            "prometheus",
                            "debug",
                            "load_balancing",
                            "jaeger_storage_exporter"),
            "connectors", Set.of("span_metrics", "service_graph", "forward"),
            "extensions", Set.of("health_check", "healthcheckv2", "jaeger_storage", "jaeger_query"));

    static Stream<Pipelines> all() {
        return Stream.concat(gateways(), Stream.of(Pipelines.of("lambda-extension.yaml"), Pipelines.of("jaeger.yaml")));
    }

    static Stream<Pipelines> gateways() {
        return Stream.of(
                Pipelines.of("gateway.yaml"),
                Pipelines.of("gateway.yaml", "servers/postgresql.yaml"),
                Pipelines.of("gateway.yaml", "servers/mysql.yaml"),
                Pipelines.of("gateway.yaml", "servers/postgresql.yaml", "servers/mysql.yaml"),
                Pipelines.of("gateway-scale.yaml"),
                Pipelines.of("gateway-scale-sampling.yaml"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void what_is_used_is_defined_and_what_is_defined_is_used(Pipelines collector) {
        collector
                .used()
                .forEach((kind, names) ->
                        assertThat(collector.defined(kind)).as(kind).containsExactlyInAnyOrderElementsOf(names));
    }

    @ParameterizedTest
    @MethodSource("all")
    void each_component_goes_by_its_present_name(Pipelines collector) {
        collector
                .used()
                .forEach((kind, names) ->
                        assertThat(names.stream().map(Pipelines::type)).as(kind).isSubsetOf(KNOWN.get(kind)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_connector_ends_one_pipeline_and_begins_another_of_a_signal_that_it_can(Pipelines collector) {
        for (String connector : collector.defined("connectors")) {
            List<String> from = signals(collector, pipeline -> pipeline.exporters(), connector);
            List<String> to = signals(collector, pipeline -> pipeline.receivers(), connector);
            assertThat(from).as(connector).isNotEmpty();
            assertThat(to).as(connector).isNotEmpty();
            if (Pipelines.type(connector).equals("forward")) {
                assertThat(to).containsExactlyElementsOf(from);
            } else {
                assertThat(from).containsOnly("traces");
                assertThat(to).containsOnly("metrics");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("gateways")
    void memory_is_limited_before_anything_else(Pipelines collector) {
        for (Pipeline pipeline : collector.pipelines()) {
            if (!pipeline.receivers().stream().allMatch(collector::isConnector)) {
                assertThat(pipeline.processors()).as(pipeline.name()).startsWith("memory_limiter");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("gateways")
    void batches_are_made_last_or_before_streams_are_merged(Pipelines collector) {
        for (Pipeline pipeline : collector.pipelines()) {
            List<String> types =
                    pipeline.processors().stream().map(Pipelines::type).toList();
            if (types.contains("batch")) {
                assertThat(types.subList(types.indexOf("batch") + 1, types.size()))
                        .as(pipeline.name())
                        .isIn(List.of(), List.of("transform", "deltatocumulative"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("gateways")
    void spans_are_counted_before_they_are_sampled(Pipelines collector) {
        for (Pipeline pipeline : collector.pipelines()) {
            if (pipeline.exporters().contains("span_metrics")) {
                assertThat(collector.before(pipeline))
                        .as(pipeline.name())
                        .contains("memory_limiter")
                        .isSubsetOf("memory_limiter", "transform/service");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("gateways")
    void no_delta_reaches_prometheus(Pipelines collector) {
        for (Pipeline pipeline : collector.pipelines()) {
            if (pipeline.exporters().contains("prometheus")
                    && pipeline.receivers().contains("otlp")) {
                assertThat(pipeline.processors())
                        .as(pipeline.name())
                        .containsAnyOf("deltatocumulative", "filter/levels");
            }
        }
    }

    @Test
    void sampling_keeps_errors_findings_and_what_leases_link_to() {
        assertThat(policies("gateway.yaml").map(policy -> policy.get("name").asText()))
                .contains("errors", "findings", "connections-and-pools", "not-returned", "baseline");
    }

    @Test
    void a_fleet_keeps_what_one_collector_keeps_but_for_the_baseline() {
        assertThat(policies("gateway-scale-sampling.yaml").filter(policy -> !isBaseline(policy)))
                .containsExactlyElementsOf(policies("gateway.yaml")
                        .filter(policy -> !isBaseline(policy))
                        .toList());
    }

    @Test
    void the_gateway_reads_recordings_whole() {
        JsonNode receiver = Folder.tree("gateway.yaml").at("/receivers/otlp_json_file");
        assertThat(receiver.get("start_at").asText()).isEqualTo("beginning");
        assertThat(receiver.get("max_log_size").asText()).isEqualTo("16MiB");
        assertThat(receiver.get("fingerprint_size").asText()).isEqualTo("16kb");
    }

    @Test
    void the_service_graph_knows_databases_by_their_present_attribute() {
        JsonNode graph = Folder.tree("gateway.yaml").at("/connectors/service_graph");
        assertThat(Folder.texts(graph.get("database_name_attributes"))).startsWith("db.namespace");
    }

    @Test
    void jaegers_monitor_finds_what_span_metrics_makes() {
        JsonNode spans = Folder.tree("gateway.yaml").at("/connectors/span_metrics");
        JsonNode jaeger =
                Folder.tree("jaeger.yaml").at("/extensions/jaeger_storage/metric_backends/prometheus/prometheus");
        assertThat(spans.has("namespace")).isFalse();
        assertThat(jaeger.get("latency_unit").asText())
                .isEqualTo(spans.at("/histogram/unit").asText());
    }

    @Test
    void deltas_are_stamped_anew_in_the_order_in_which_they_are_added_up() {
        Pipelines collector = Pipelines.of("gateway-scale-sampling.yaml");
        Pipeline counted = collector.pipelines().stream()
                .filter(pipeline -> pipeline.name().equals("metrics/counted"))
                .findFirst()
                .orElseThrow();
        assertThat(counted.processors()).endsWith("batch/merge", "transform/merge", "deltatocumulative");
        assertThat(collector.tree().at("/processors/transform~1merge").toString())
                .contains("set(time, Now())", "set(start_time_unix_nano, 0)")
                .doesNotContain("service.instance.id", "faas.instance");
    }

    @Test
    void what_is_counted_for_a_fleet_loses_the_environment() {
        Pipelines collector = Pipelines.of("gateway-scale-sampling.yaml");
        for (Pipeline pipeline : collector.pipelines()) {
            if (pipeline.exporters().contains("span_metrics")) {
                assertThat(pipeline.processors()).as(pipeline.name()).contains("transform/service");
            }
        }
        JsonNode spans = collector.tree().at("/processors/transform~1service/trace_statements/0");
        JsonNode metrics = collector.tree().at("/processors/transform~1merge/metric_statements/0");
        assertThat(spans.get("statements").toString())
                .contains("keep_keys")
                .doesNotContain("service.instance.id", "faas.instance");
        assertThat(spans).isEqualTo(metrics);
    }

    @Test
    void in_a_function_the_response_does_not_wait_for_the_export() {
        for (Pipeline pipeline : Pipelines.of("lambda-extension.yaml").pipelines()) {
            assertThat(pipeline.processors()).as(pipeline.name()).containsExactly("batch", "decouple");
        }
        assertThat(Folder.tree("lambda-extension.yaml")
                        .at("/receivers/otlp/protocols/http/endpoint")
                        .asText())
                .startsWith("localhost:");
    }

    @Test
    void in_a_function_nothing_waits_in_a_queue_that_ends_with_the_environment() {
        JsonNode exporters = Folder.tree("lambda-extension.yaml").get("exporters");
        assertThat(exporters)
                .isNotEmpty()
                .allMatch(exporter ->
                        exporter.at("/sending_queue/enabled").asText().equals("false"));
    }

    @Test
    void a_killed_process_is_forgotten_before_the_alarm_that_counts_it() {
        for (String file : List.of("gateway.yaml", "gateway-scale-sampling.yaml")) {
            assertThat(Folder.tree(file)
                            .at("/exporters/prometheus/metric_expiration")
                            .asText())
                    .as(file)
                    .isEqualTo("5m");
        }
        JsonNode alert = Queries.rules().stream()
                .filter(rule -> rule.path("alert").asText().equals("ConnwakeFleetNearServerLimit"))
                .findFirst()
                .orElseThrow();
        assertThat(Duration.parse("PT" + alert.get("for").asText())).isGreaterThan(Duration.ofMinutes(5));
    }

    private static Stream<JsonNode> policies(String file) {
        List<JsonNode> policies = Folder.tree(file)
                .at("/processors/tail_sampling/policies")
                .valueStream()
                .toList();
        assertThat(policies)
                .as(file)
                .isNotEmpty()
                .allMatch(policy -> policy.has(policy.get("type").asText()));
        return policies.stream();
    }

    private static boolean isBaseline(JsonNode policy) {
        return policy.get("name").asText().equals("baseline");
    }

    private static List<String> signals(Pipelines collector, Function<Pipeline, List<String>> ends, String connector) {
        return collector.pipelines().stream()
                .filter(pipeline -> ends.apply(pipeline).contains(connector))
                .map(Pipeline::signal)
                .distinct()
                .toList();
    }
}
