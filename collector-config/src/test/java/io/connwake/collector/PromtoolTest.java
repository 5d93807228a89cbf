package io.connwake.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus' own tool says of its files, and of the queries in others. */
class PromtoolTest {
    @Test
    void the_configuration_and_the_rules_are_sound() {
        Tool promtool = Tool.orSkip("promtool");
        sound(promtool.run("check", "config", "prometheus.yaml"));
        sound(promtool.run("check", "rules", "rules.yaml"));
    }

    @Test
    void each_alert_is_raised_when_it_must_and_only_then() {
        sound(Tool.orSkip("promtool").run("test", "rules", "rules_test.yaml"));
    }

    @Test
    void each_alert_and_each_record_has_a_test() {
        Set<String> ruled = new LinkedHashSet<>();
        Queries.rules()
                .forEach(rule ->
                        ruled.add(rule.path("alert").asText(rule.path("record").asText())));
        String tests = Folder.tree("rules_test.yaml").toString();
        // The two other records are tested by the alerts that use them.
        assertThat(ruled)
                .allMatch(name -> tests.contains('"' + name + '"')
                        || Queries.rules().stream()
                                .anyMatch(rule -> rule.has("alert")
                                        && rule.get("expr").asText().contains(name)));
    }

    @Test
    void every_query_of_a_dashboard_or_a_link_is_one(@TempDir Path directory) throws IOException {
        Tool promtool = Tool.orSkip("promtool");
        List<String> lines = new ArrayList<>(List.of("groups:", "  - name: queries", "    rules:"));
        for (String query : Queries.promQl()) {
            lines.add("      - record: query:" + lines.size());
            lines.add("        expr: '" + query.replace("'", "''") + "'");
        }
        Path file = directory.resolve("queries.yaml");
        Files.write(file, lines);
        sound(promtool.run("check", "rules", file.toString()));
    }

    /** Of one process that counted to 8 and began anew within the time that a panel looks at. */
    @Test
    void no_panel_counts_below_nothing_when_a_process_begins_anew(@TempDir Path directory) throws IOException {
        Tool promtool = Tool.orSkip("promtool");
        List<String> lines = new ArrayList<>(List.of("tests:"));
        for (String query : Queries.shown()) {
            if (query.contains(" offset ")) {
                lines.addAll(List.of("  - interval: 1m", "    input_series:"));
                counters(query)
                        .forEach(series -> lines.addAll(
                                List.of("      - series: '" + series + "'", "        values: 5x60 6 7 8 0 1 1x10")));
                lines.add("    promql_expr_test:");
                for (String minute : List.of("64m", "65m", "70m")) {
                    lines.add("      - expr: '(" + query.replace("'", "''") + ") < 0'");
                    lines.add("        eval_time: " + minute);
                    lines.add("        exp_samples: []");
                }
            }
        }
        assertThat(lines).hasSizeGreaterThan(100);
        Path file = directory.resolve("tests.yaml");
        Files.write(file, lines);
        sound(promtool.run("test", "rules", file.toString()));
    }

    /** With the labels that the query wants to be equal to something. */
    private static Set<String> counters(String query) {
        Set<String> counters = new LinkedHashSet<>();
        for (PromQl.Selector selector : PromQl.of(query).selectors()) {
            StringBuilder labels =
                    new StringBuilder("job=\"orders\",server_address=\"db\",db_client_connection_pool_name=\"main\"");
            selector.matchers().stream()
                    .filter(matcher -> !matcher.endsWith("="))
                    .forEach(matcher -> labels.append(',')
                            .append(matcher.replace("=", "=\""))
                            .append('"'));
            if (selector.metric().endsWith("_bucket")) {
                labels.append(",le=\"+Inf\"");
            }
            counters.add(selector.metric() + '{' + labels + '}');
        }
        return counters;
    }

    private static void sound(Tool.Said said) {
        assertThat(said.exitCode()).as(said.text()).isZero();
    }
}
