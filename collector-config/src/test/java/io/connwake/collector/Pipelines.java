package io.connwake.collector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A collector's configuration, of one file or of several of which each adds to those before. */
record Pipelines(String title, JsonNode tree) {
    /** Its name is that of a signal, and perhaps more after a slash. */
    record Pipeline(String name, List<String> receivers, List<String> processors, List<String> exporters) {
        String signal() {
            return type(name);
        }
    }

    static Pipelines of(String... files) {
        ObjectNode merged = (ObjectNode) Folder.tree(files[0]);
        for (int i = 1; i < files.length; i++) {
            merge(merged, Folder.tree(files[i]));
        }
        return new Pipelines(String.join(" + ", files), merged);
    }

    List<Pipeline> pipelines() {
        List<Pipeline> pipelines = new ArrayList<>();
        JsonNode all = tree.at("/service/pipelines");
        for (String name : Folder.names(all)) {
            JsonNode each = all.get(name);
            pipelines.add(new Pipeline(
                    name,
                    Folder.texts(each.path("receivers")),
                    Folder.texts(each.path("processors")),
                    Folder.texts(each.path("exporters"))));
        }
        return pipelines;
    }

    Set<String> defined(String kind) {
        return new LinkedHashSet<>(Folder.names(tree.path(kind)));
    }

    /** By kind, what pipelines and the service use; connectors among receivers and exporters left out. */
    Map<String, Set<String>> used() {
        Map<String, Set<String>> used = new LinkedHashMap<>();
        List.of("receivers", "processors", "exporters", "connectors", "extensions")
                .forEach(kind -> used.put(kind, new LinkedHashSet<>()));
        for (Pipeline pipeline : pipelines()) {
            add(used, "receivers", pipeline.receivers());
            add(used, "processors", pipeline.processors());
            add(used, "exporters", pipeline.exporters());
        }
        add(used, "extensions", Folder.texts(tree.at("/service/extensions")));
        return used;
    }

    /** All processors that may have had to do with what a pipeline exports: its own, and those of pipelines before it. */
    Set<String> before(Pipeline pipeline) {
        Set<String> processors = new LinkedHashSet<>();
        for (Pipeline other : pipelines()) {
            if (other.exporters().stream()
                    .anyMatch(name -> isConnector(name) && pipeline.receivers().contains(name))) {
                processors.addAll(before(other));
            }
        }
        processors.addAll(pipeline.processors());
        return processors;
    }

    boolean isConnector(String name) {
        return defined("connectors").contains(name);
    }

    static String type(String name) {
        return name.contains("/") ? name.substring(0, name.indexOf('/')) : name;
    }

    @Override
    public String toString() {
        return title;
    }

    private void add(Map<String, Set<String>> used, String kind, List<String> names) {
        for (String name : names) {
            String real = isConnector(name) ? "connectors" : kind;
            used.computeIfAbsent(real, any -> new LinkedHashSet<>()).add(name);
        }
    }

    private static void merge(ObjectNode into, JsonNode from) {
        for (String name : Folder.names(from)) {
            JsonNode known = into.get(name);
            if (known instanceof ObjectNode object && from.get(name).isObject()) {
                merge(object, from.get(name));
            } else {
                into.set(name, from.get(name));
            }
        }
    }
}
