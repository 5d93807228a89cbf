package io.connwake.report;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Documents for the page: an ordinary one, one with hostile texts, a very large one. */
final class Samples {
    static final String NAME_OF_10_KB = "long".repeat(2_560);
    static final List<String> HOSTILE = List.of(
            "<script>window.hacked = 1</script>",
            "</script><img src=x onerror=window.hacked=2>",
            "<!--<script>",
            "\"'><svg/onload=window.hacked=3>`${window.hacked = 4}`",
            "\u202eright to left \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
            "line\u2028and\u2029paragraph\0nothing\ud83d\ude00",
            "&lt;b&gt;&amp;javascript:alert(1)",
            NAME_OF_10_KB);
    /** Words of the contract, which no recording can set freely. */
    private static final Set<String> WORDS = Set.of("severity", "state", "end");

    private Samples() {}

    static JsonObject ordinary() throws IOException {
        try (InputStream in = Objects.requireNonNull(Samples.class.getResourceAsStream("sample.json"))) {
            return JsonParser.parseString(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .getAsJsonObject();
        }
    }

    /** The ordinary one, with a hostile text in the place of each of its texts. */
    static JsonObject hostile() throws IOException {
        int[] next = {0};
        return replaced(ordinary(), text -> HOSTILE.get(next[0]++ % HOSTILE.size()))
                .getAsJsonObject();
    }

    private static JsonElement replaced(JsonElement element, UnaryOperator<String> by) {
        if (element.isJsonArray()) {
            JsonArray array = new JsonArray();
            element.getAsJsonArray().forEach(each -> array.add(replaced(each, by)));
            return array;
        }
        if (element.isJsonObject()) {
            JsonObject object = new JsonObject();
            for (Map.Entry<String, JsonElement> each : element.getAsJsonObject().entrySet()) {
                boolean isWord = WORDS.contains(each.getKey());
                object.add(each.getKey(), isWord ? each.getValue() : replaced(each.getValue(), by));
            }
            return object;
        }
        boolean isText =
                element.isJsonPrimitive() && element.getAsJsonPrimitive().isString();
        return isText ? new JsonPrimitive(by.apply(element.getAsString())) : element;
    }

    /** 400 connections of four processes with 300 bars each, and 2,000 invocations for each process. */
    static JsonObject large() {
        JsonObject document = new JsonObject();
        long start = 1_763_796_000_000L;
        document.addProperty("start", start);
        document.addProperty("end", start + 3_600_000);
        document.addProperty("verdict", "Nothing found wrong.");
        JsonArray processes = new JsonArray();
        JsonArray invocations = new JsonArray();
        for (int process = 0; process < 4; process++) {
            JsonObject its = new JsonObject();
            its.addProperty("service", "service " + process);
            processes.add(its);
            JsonObject bars = bars(start, 2_000, 1_800);
            bars.addProperty("process", process);
            invocations.add(bars);
        }
        document.add("processes", processes);
        document.add("invocations", invocations);
        JsonArray connections = new JsonArray();
        for (int i = 0; i < 400; i++) {
            JsonObject connection = new JsonObject();
            connection.addProperty("id", i);
            connection.addProperty("process", i % 4);
            connection.addProperty("opened", start + i);
            connection.addProperty("end", "open");
            connection.add("bars", bars(start + i, 300, 12_000));
            connections.add(connection);
        }
        document.add("connections", connections);
        return document;
    }

    private static JsonObject bars(long start, int count, int stepMillis) {
        JsonObject bars = new JsonObject();
        for (String column : List.of("from", "to", "db", "kind", "n", "f")) {
            JsonArray values = new JsonArray();
            for (int i = 0; i < count; i++) {
                long from = start + (long) i * stepMillis;
                switch (column) {
                    case "from" -> values.add(from);
                    case "to" -> values.add(from + stepMillis / 2);
                    case "db" -> values.add(i % 100 / 100.0);
                    case "n" -> values.add(1);
                    case "f" -> values.add(-1);
                    default -> values.add(0);
                }
            }
            bars.add(column, values);
        }
        return bars;
    }

    /** The page of a document, as the command line writes it. */
    static Path page(Path folder, JsonObject document) throws IOException {
        return page(folder, new Gson().toJson(document));
    }

    static Path page(Path folder, String json) throws IOException {
        Path file = folder.resolve("report.html");
        try (OutputStream out = Files.newOutputStream(file)) {
            Page.write(out, json);
        }
        return file;
    }
}
