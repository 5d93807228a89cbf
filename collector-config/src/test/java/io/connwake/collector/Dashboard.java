package io.connwake.collector;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Grafana dashboard: its panels, those in rows included, and what they ask. */
record Dashboard(String file, JsonNode tree) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([a-z]+)");

    static Dashboard read(String file) {
        return new Dashboard(file, Folder.tree(file));
    }

    List<JsonNode> panels() {
        List<JsonNode> panels = new ArrayList<>();
        for (JsonNode panel : tree.get("panels")) {
            panels.add(panel);
            panel.path("panels").forEach(panels::add);
        }
        return panels;
    }

    /** What panels and variables ask Prometheus, as it will see it where everything is chosen. */
    List<String> promQl() {
        List<String> queries = new ArrayList<>(queries("prometheus", "expr"));
        for (JsonNode variable : tree.get("templating").get("list")) {
            String query = variable.path("definition").asText();
            if (query.startsWith("label_values(")) {
                queries.add(query.substring("label_values(".length(), query.lastIndexOf(',')));
            }
        }
        return queries.stream().map(this::filledIn).toList();
    }

    /** The labels whose values the variables list. */
    Set<String> listedLabels() {
        Set<String> labels = new TreeSet<>();
        for (JsonNode variable : tree.get("templating").get("list")) {
            String query = variable.path("definition").asText();
            if (query.startsWith("label_values(")) {
                labels.add(query.substring(query.lastIndexOf(',') + 1, query.length() - 1)
                        .strip());
            }
        }
        return labels;
    }

    List<String> traceQl() {
        return queries("tempo", "query");
    }

    /** As Loki will see it where everything is chosen. */
    List<String> logQl() {
        return queries("loki", "expr").stream().map(this::filledIn).toList();
    }

    /** Type and uid. */
    Set<String> dataSources() {
        Set<String> sources = new TreeSet<>();
        tree.findValues("datasource")
                .forEach(source -> sources.add(
                        source.get("type").asText() + " " + source.get("uid").asText()));
        return sources;
    }

    Set<String> variables() {
        Set<String> names = new TreeSet<>();
        tree.get("templating")
                .get("list")
                .forEach(variable -> names.add(variable.get("name").asText()));
        return names;
    }

    Set<String> variablesUsed() {
        Set<String> names = new TreeSet<>();
        Matcher matcher = VARIABLE.matcher(tree.get("panels").toString());
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    private List<String> queries(String type, String key) {
        List<String> queries = new ArrayList<>();
        for (JsonNode panel : panels()) {
            for (JsonNode target : panel.path("targets")) {
                if (target.path("datasource").path("type").asText().equals(type)) {
                    queries.add(target.get(key).asText());
                }
            }
        }
        return queries;
    }

    private String filledIn(String query) {
        String filled = query.replace("$__rate_interval", "5m").replace("$__range", "1h");
        for (JsonNode variable : tree.get("templating").get("list")) {
            if (variable.has("allValue")) {
                String use = "\\$(?:%1$s\\b|\\{%1$s(?::[a-z]+)?})"
                        .formatted(variable.get("name").asText());
                filled = filled.replaceAll(
                        use, Matcher.quoteReplacement(variable.get("allValue").asText()));
            }
        }
        return filled;
    }
}
