package io.connwake.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Metric;
import io.connwake.pipeline.model.Span;
import io.connwake.recording.RecordingFile;
import io.connwake.recording.RecordingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The recording holds what the SDK would export: equal trees, whatever the order of keys and attributes. */
class GoldenTest {
    @TempDir
    Path directory;

    private final SdkJson sdk = new SdkJson(Specimens.RESOURCE);

    @ParameterizedTest
    @EnumSource
    void a_span_of_each_kind(Span.Kind kind) throws IOException {
        Span span = Specimens.span(0x55, kind);
        assertThat(recorded(recording -> recording.span(span))).isEqualTo(tree(sdk.of(span)));
    }

    @ParameterizedTest
    @EnumSource
    void a_root_span_of_each_kind(Span.Kind kind) throws IOException {
        Span span = Specimens.span(0, kind);
        assertThat(recorded(recording -> recording.span(span))).isEqualTo(tree(sdk.of(span)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"timed out", ""})
    void a_failed_span_with_events_and_links(String statusText) throws IOException {
        Span span = Specimens.failed(statusText);
        assertThat(recorded(recording -> recording.span(span))).isEqualTo(tree(sdk.of(span)));
    }

    @ParameterizedTest
    @EnumSource
    void a_finding_of_each_severity(Finding.Severity severity) throws IOException {
        Finding finding = Specimens.finding(severity);
        assertThat(recorded(recording -> recording.finding(finding))).isEqualTo(tree(sdk.of(finding)));
    }

    static final List<Metric> METRICS = List.of(
            Specimens.counter(0, 1_700_000_060_000_000_000L),
            Specimens.counter(Long.MAX_VALUE, 1_700_000_060_000_000_000L),
            Specimens.seconds(0, 1_700_000_060_000_000_000L),
            Specimens.seconds(12.5, 1_700_000_060_000_000_000L),
            Specimens.upDown(-3, 1_700_000_060_000_000_000L),
            Specimens.upDown(0, 1_700_000_060_000_000_000L),
            Specimens.histogram(3, 2, 8.25, 1_700_000_060_000_000_000L),
            Specimens.histogram(0, 0, 0, 1_700_000_060_000_000_000L));

    @ParameterizedTest
    @FieldSource("METRICS")
    void a_metric_of_each_kind(Metric metric) throws IOException {
        assertThat(recorded(recording -> recording.metrics(List.of(metric)))).isEqualTo(tree(sdk.of(metric)));
    }

    @Test
    void several_spans_share_a_line_as_they_share_a_request() throws IOException {
        JsonElement line = recorded(recording -> {
            recording.span(Specimens.span(0, Span.Kind.CLIENT));
            recording.span(Specimens.failed("timed out"));
        });
        assertThat(line.getAsJsonObject()
                        .getAsJsonArray("resourceSpans")
                        .get(0)
                        .getAsJsonObject()
                        .getAsJsonArray("scopeSpans")
                        .get(0)
                        .getAsJsonObject()
                        .getAsJsonArray("spans"))
                .hasSize(2);
    }

    private JsonElement recorded(Consumer<RecordingFile> records) throws IOException {
        Path file = directory.resolve("recording.jsonl");
        RecordingFile recording = new RecordingFile(
                new RecordingSettings(file.toString(), Long.MAX_VALUE, 1),
                Specimens.RESOURCE,
                notice -> {
                    throw new AssertionError(notice);
                },
                System::nanoTime);
        records.accept(recording);
        recording.close();
        return tree(Files.readString(file));
    }

    private static JsonElement tree(String json) {
        assertThat(json).isNotBlank();
        return sorted(JsonParser.parseString(json));
    }

    private static JsonElement sorted(JsonElement element) {
        if (element instanceof JsonObject object) {
            Map<String, JsonElement> members = new TreeMap<>();
            object.entrySet().forEach(member -> members.put(member.getKey(), sorted(member.getValue())));
            JsonObject result = new JsonObject();
            members.forEach(result::add);
            return result;
        }
        if (element instanceof JsonArray array) {
            JsonArray result = new JsonArray();
            array.asList().stream().map(GoldenTest::sorted).sorted(byKey()).forEach(result::add);
            return result;
        }
        return element;
    }

    /** Attributes alone have a key: everything else stays in its order. */
    private static Comparator<JsonElement> byKey() {
        return Comparator.comparing(element -> element instanceof JsonObject object && object.has("key")
                ? object.get("key").getAsString()
                : "");
    }
}
