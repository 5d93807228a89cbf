package io.connwake.collector;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The files of this module's folder, as trees. A key that is written twice is an error. */
final class Folder {
    static final Path ROOT = Path.of("").toAbsolutePath();

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final List<String> NOT_OURS = List.of("src", "target", "recordings");

    private Folder() {}

    static JsonNode tree(String file) {
        try {
            return (file.endsWith(".json") ? JSON : YAML).readTree(text(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file, unreadable);
        }
    }

    static String text(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file, unreadable);
        }
    }

    /** Paths relative to the folder of all files that end so. */
    static List<String> files(String... endings) {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.map(file -> ROOT.relativize(file).toString())
                    .filter(file -> NOT_OURS.stream().noneMatch(file::startsWith) && !file.contains("/target/"))
                    .filter(file -> Stream.of(endings).anyMatch(file::endsWith))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static List<String> dashboards() {
        return files(".json").stream()
                .filter(file -> file.startsWith("grafana/dashboards/"))
                .toList();
    }

    static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }

    static List<String> names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).toList();
    }
}
