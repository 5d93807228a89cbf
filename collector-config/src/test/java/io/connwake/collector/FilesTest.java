package io.connwake.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file can be read. */
class FilesTest {
    static List<String> files() {
        return Folder.files(".yaml", ".yml", ".json");
    }

    static List<String> dashboards() {
        return Folder.dashboards();
    }

    @ParameterizedTest
    @MethodSource("files")
    void it_parses(String file) {
        assertThat(Folder.tree(file).isObject()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void a_dashboard_uses_data_sources_that_are_provisioned(String file) {
        Set<String> provisioned = new HashSet<>();
        Folder.tree("grafana/provisioning/datasources/connwake.yaml")
                .get("datasources")
                .forEach(source -> provisioned.add(
                        source.get("type").asText() + " " + source.get("uid").asText()));
        assertThat(Dashboard.read(file).dataSources()).isSubsetOf(provisioned);
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void a_dashboard_uses_variables_that_it_has(String file) {
        Dashboard dashboard = Dashboard.read(file);
        assertThat(dashboard.variablesUsed()).isEqualTo(dashboard.variables());
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void panels_of_a_dashboard_lie_side_by_side_and_have_a_number_each(String file) {
        List<JsonNode> panels = Dashboard.read(file).panels();
        Set<Integer> numbers = new HashSet<>();
        Set<String> cells = new HashSet<>();
        for (JsonNode panel : panels) {
            assertThat(numbers.add(panel.get("id").asInt())).isTrue();
            JsonNode at = panel.get("gridPos");
            cells(at)
                    .forEach(cell -> assertThat(cells.add(cell))
                            .as(panel.get("title") + " at " + cell)
                            .isTrue());
            assertThat(at.get("x").asInt() + at.get("w").asInt()).isLessThanOrEqualTo(24);
        }
    }

    /** Grafana sorts the buckets by the number that is their legend, then subtracts neighbours. */
    @ParameterizedTest
    @MethodSource("dashboards")
    void buckets_are_called_by_their_bound_and_by_nothing_else(String file) {
        for (JsonNode panel : Dashboard.read(file).panels()) {
            for (JsonNode target : panel.path("targets")) {
                if (target.path("format").asText().equals("heatmap")) {
                    assertThat(target.get("legendFormat").asText())
                            .as(panel.get("title").asText())
                            .isEqualTo("{{le}}");
                }
            }
        }
    }

    @Test
    void the_readme_tells_of_every_file_at_the_top() {
        String readme = Folder.text("README.md");
        assertThat(Folder.files(".yaml").stream().filter(file -> !file.contains("/")))
                .isNotEmpty()
                .allMatch(file -> readme.contains("`" + file + "`"));
    }

    @Test
    void each_dashboard_has_an_address_of_its_own() {
        Stream<String> addresses = Folder.dashboards().stream()
                .map(file -> Folder.tree(file).get("uid").asText());
        assertThat(addresses).doesNotHaveDuplicates().hasSize(3);
    }

    private static Stream<String> cells(JsonNode at) {
        return Stream.iterate(
                        at.get("x").asInt(),
                        x -> x < at.get("x").asInt() + at.get("w").asInt(),
                        x -> x + 1)
                .flatMap(x -> Stream.iterate(
                                at.get("y").asInt(),
                                y -> y < at.get("y").asInt() + at.get("h").asInt(),
                                y -> y + 1)
                        .map(y -> x + "," + y));
    }
}
