package io.connwake.collector;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** All that asks Prometheus or Loki: dashboards, rules, links of data sources. */
final class Queries {
    private Queries() {}

    static List<String> promQl() {
        List<String> all = new ArrayList<>(shown());
        rules().forEach(rule -> all.add(rule.get("expr").asText()));
        return all.stream().distinct().toList();
    }

    /** Those whose answers people look at, so that there should be some. */
    static List<String> shown() {
        List<String> all = new ArrayList<>();
        Folder.dashboards().forEach(file -> all.addAll(Dashboard.read(file).promQl()));
        dataSource("tempo")
                .get("jsonData")
                .get("tracesToMetrics")
                .get("queries")
                .forEach(query -> all.add(query.get("query").asText().replace("$$__tags", "job=\"orders\"")));
        return all.stream().distinct().toList();
    }

    /** What dashboards and the link from a span ask Loki. */
    static List<String> logQl() {
        List<String> all = new ArrayList<>();
        Folder.dashboards().forEach(file -> all.addAll(Dashboard.read(file).logQl()));
        dataSource("tempo")
                .findValues("tracesToLogsV2")
                .forEach(link -> all.add(link.get("query").asText()));
        return all;
    }

    static List<JsonNode> rules() {
        List<JsonNode> rules = new ArrayList<>();
        Folder.tree("rules.yaml")
                .get("groups")
                .forEach(group -> group.get("rules").forEach(rules::add));
        return rules;
    }

    static JsonNode dataSource(String uid) {
        for (JsonNode source :
                Folder.tree("grafana/provisioning/datasources/connwake.yaml").get("datasources")) {
            if (source.get("uid").asText().equals(uid)) {
                return source;
            }
        }
        throw new AssertionError("no data source " + uid);
    }

    /** What there is to be asked for: the agent's metrics, those of the servers and of Prometheus, and recorded ones. */
    static Series series() {
        Series series = Telemetry.series();
        Map<String, Set<String>> server = Map.of("server_address", Set.of(), "server_port", Set.of());
        series.with("postgresql_connection_max", server).with("mysql_connection_max", server);
        series.with("postgresql_backends", server).with("postgresql_backends", Map.of("database", Set.of()));
        series.with("mysql_max_used_connections", server);
        series.with("mysql_threads", server)
                .with("mysql_threads", Map.of("kind", Set.of("cached", "connected", "created", "running")));
        series.with("mysql_connection_errors_total", server)
                .with("mysql_connection_errors_total", Map.of("error", Set.of()));
        series.with("up", Map.of());
        series.with(
                "target_info",
                Map.of("telemetry_distro_name", Set.of("connwake"), "telemetry_distro_version", Set.of()));
        for (JsonNode rule : rules()) {
            if (rule.has("record")) {
                Map<String, Set<String>> labels = new TreeMap<>();
                PromQl.of(rule.get("expr").asText()).groupings().forEach(label -> labels.put(label, Set.of()));
                series.with(rule.get("record").asText(), labels);
            }
        }
        return series;
    }
}
