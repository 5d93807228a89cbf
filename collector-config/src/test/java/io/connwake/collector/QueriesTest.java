package io.connwake.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What dashboards, rules and links ask for is what the agent's code emits: a renamed metric or attribute fails here. */
class QueriesTest {
    private static final Set<String> SPANS = Set.of("lease", "acquire", "connect", "connection", "pool", "finding");

    private static final Series SERIES = Queries.series();

    static List<String> expressions() {
        return Queries.promQl();
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void an_expression_names_metrics_that_there_are(String expression) {
        PromQl query = PromQl.of(expression);
        assertThat(query.selectors()).isNotEmpty();
        assertThat(query.selectors().stream().map(PromQl.Selector::metric)).isSubsetOf(SERIES.metrics());
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void an_expression_compares_labels_that_the_metric_has_with_values_that_they_take(String expression) {
        for (PromQl.Selector selector : PromQl.of(expression).selectors()) {
            assertThat(selector.matchers())
                    .as(selector.metric())
                    .allMatch(matcher -> SERIES.canMatch(selector.metric(), matcher));
        }
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void an_expression_groups_by_labels_that_its_metrics_have(String expression) {
        PromQl query = PromQl.of(expression);
        Set<String> labels = new TreeSet<>();
        query.selectors().forEach(selector -> labels.addAll(SERIES.labels(selector.metric())));
        assertThat(query.groupings()).isSubsetOf(labels);
    }

    @Test
    void variables_list_labels_that_there_are() {
        Set<String> labels = new TreeSet<>();
        SERIES.metrics().forEach(metric -> labels.addAll(SERIES.labels(metric)));
        for (String file : Folder.dashboards()) {
            assertThat(Dashboard.read(file).listedLabels()).as(file).isSubsetOf(labels);
        }
    }

    @Test
    void legends_and_annotations_show_labels_that_there_are() {
        Set<String> labels = new TreeSet<>();
        SERIES.metrics().forEach(metric -> labels.addAll(SERIES.labels(metric)));
        Pattern shown = Pattern.compile("\\{\\{ ?(?:\\$labels\\.)?([a-z_]+) ?}}");
        List<String> texts = new ArrayList<>(List.of(Folder.tree("rules.yaml").toString()));
        Folder.dashboards().forEach(file -> texts.add(Folder.tree(file).toString()));
        for (String text : texts) {
            assertThat(found(shown, text)).isNotEmpty().isSubsetOf(labels);
        }
    }

    @Test
    void trace_ql_names_attributes_and_spans_that_there_are() {
        Pattern attribute = Pattern.compile("(?:span|resource)\\.([a-z_.]+)");
        Pattern span = Pattern.compile("name =~ \"([a-z]+) ");
        List<String> queries = new ArrayList<>(List.of(Folder.text("README.md")));
        Folder.dashboards().forEach(file -> queries.addAll(Dashboard.read(file).traceQl()));
        assertThat(queries).hasSizeGreaterThan(1);
        for (String query : queries) {
            assertThat(found(attribute, query)).isNotEmpty().isSubsetOf(Telemetry.attributes());
            assertThat(found(span, query)).isSubsetOf(SPANS);
        }
    }

    @Test
    void log_ql_names_attributes_that_there_are() {
        Set<String> labels = new TreeSet<>(Set.of("trace_id"));
        Telemetry.attributes().forEach(name -> labels.add(Telemetry.underscored(name)));
        Pattern compared = Pattern.compile("([a-z_]+) ?(?:=~|!=|=)");
        List<String> queries = Queries.logQl();
        assertThat(queries).hasSize(2);
        queries.forEach(query -> assertThat(found(compared, query)).isNotEmpty().isSubsetOf(labels));
    }

    /** Loki refuses a selector that would let every stream pass. */
    @Test
    void log_ql_selects_by_a_label_that_cannot_be_empty() {
        Pattern selector = Pattern.compile("^\\{([^}]*)}");
        Pattern value = Pattern.compile("[a-z_]+ ?=~? ?\"([^\"]*)\"");
        for (String query : Queries.logQl()) {
            String matchers = String.join("", found(selector, query));
            assertThat(found(value, matchers)).as(query).anyMatch(pattern -> !"".matches(pattern));
        }
    }

    @Test
    void links_from_a_span_map_attributes_to_labels_of_the_same_thing() {
        JsonNode link = Queries.dataSource("tempo").get("jsonData").get("tracesToMetrics");
        link.get("tags").forEach(tag -> {
            String attribute = tag.get("key").asText();
            assertThat(Telemetry.attributes()).contains(attribute);
            assertThat(tag.get("value").asText())
                    .isEqualTo(attribute.equals("service.name") ? "job" : Telemetry.underscored(attribute));
        });
    }

    @Test
    void the_collectors_statements_name_attributes_that_there_are() {
        Pattern attribute = Pattern.compile("attributes\\[\"([^\"]+)\"]");
        for (String file : List.of("gateway.yaml", "gateway-scale-sampling.yaml")) {
            JsonNode tree = Folder.tree(file);
            assertThat(found(attribute, tree.get("processors").toString().replace("\\\"", "\"")))
                    .isNotEmpty()
                    .isSubsetOf(Telemetry.attributes());
            Set<String> dimensions = new LinkedHashSet<>();
            tree.at("/connectors/span_metrics/dimensions")
                    .forEach(each -> dimensions.add(each.get("name").asText()));
            assertThat(dimensions).isNotEmpty().isSubsetOf(Telemetry.attributes());
        }
    }

    @Test
    void the_contract_knows_the_metrics_of_the_telemetry_page() {
        assertThat(Telemetry.series().metrics())
                .contains(
                        "db_client_connection_wait_time_seconds_bucket",
                        "db_client_connection_count",
                        "connwake_connection_pinned_time_seconds_total",
                        "connwake_pool_demand_bucket",
                        "faas_init_duration_seconds_bucket");
        assertThat(Telemetry.series().canMatch("db_client_connection_count", "db_client_connection_state=used"))
                .isTrue();
        assertThat(Telemetry.series().canMatch("db_client_connection_count", "db_client_connection_state=busy"))
                .isFalse();
    }

    @Test
    void an_expression_is_taken_apart() {
        PromQl query =
                PromQl.of("sum by (job) (rate(a_total{x=\"1\",y=~\"$z\"}[5m])) / on (job) group_left b_max or up");
        assertThat(query.selectors())
                .containsExactly(
                        new PromQl.Selector("a_total", List.of("x=1", "y=")),
                        new PromQl.Selector("b_max", List.of()),
                        new PromQl.Selector("up", List.of()));
        assertThat(query.groupings()).containsExactly("job");
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new LinkedHashSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
