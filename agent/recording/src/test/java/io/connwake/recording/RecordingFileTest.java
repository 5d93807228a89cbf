package io.connwake.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Metric;
import io.connwake.pipeline.model.Resource;
import io.connwake.pipeline.model.Span;
import io.connwake.pipeline.model.SpanId;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingFileTest {
    private static final Resource RESOURCE =
            new Resource(Attributes.builder().put("service.name", "orders").build());

    @TempDir
    Path directory;

    private final List<String> notices = new ArrayList<>();
    private long nanos;

    @Nested
    class a_line {
        @Test
        void holds_resource_and_scope_and_any_number_of_spans() throws IOException {
            RecordingFile recording = recording("r.jsonl", Long.MAX_VALUE);
            recording.span(EndlessRecording.span(1));
            recording.span(EndlessRecording.span(2));
            recording.close();

            JsonObject resourceSpans = only(line("r.jsonl"), "resourceSpans");
            assertThat(resourceSpans.get("resource").toString()).contains("service.name", "orders");
            JsonObject scopeSpans = only(resourceSpans, "scopeSpans");
            assertThat(scopeSpans.getAsJsonObject("scope").get("name").getAsString())
                    .isEqualTo("io.connwake");
            assertThat(scopeSpans.getAsJsonArray("spans")).hasSize(2);
        }

        @Test
        void is_valid_whatever_the_strings_hold() throws IOException {
            StringBuilder hostile = new StringBuilder("\u2028\u2029\u007f\"\\/\ufeff\ud83d\ude00\ud800-\udc00\ud800");
            for (char c = 0; c < 0x20; c++) {
                hostile.append(c);
            }
            hostile.append("x".repeat(10_000));
            RecordingFile recording = recording("r.jsonl", Long.MAX_VALUE);
            recording.span(named(hostile.toString()));
            recording.close();

            JsonObject span = only(only(only(line("r.jsonl"), "resourceSpans"), "scopeSpans"), "spans");
            String expected = hostile.toString().replace("\ud800-\udc00\ud800", "\ufffd-\ufffd\ufffd");
            assertThat(span.get("name").getAsString()).isEqualTo(expected);
        }

        @Test
        void has_strings_for_numbers_that_json_does_not_know() throws IOException {
            RecordingFile recording = recording("r.jsonl", Long.MAX_VALUE);
            recording.metrics(List.of(new Metric(
                    "m",
                    "s",
                    Metric.Kind.COUNTER_SECONDS,
                    List.of(new Metric.Point(Attributes.NONE, 1, 2, 0, Double.NaN, null, "")))));
            recording.close();

            JsonObject metric = only(only(only(line("r.jsonl"), "resourceMetrics"), "scopeMetrics"), "metrics");
            assertThat(only(metric.getAsJsonObject("sum"), "dataPoints")
                            .get("asDouble")
                            .getAsString())
                    .isEqualTo("NaN");
        }

        @Test
        void names_a_key_once_with_the_value_put_last() throws IOException {
            RecordingFile recording = recording("r.jsonl", Long.MAX_VALUE);
            recording.finding(
                    finding(Attributes.builder().put("k", "old").put("k", "new").build()));
            recording.close();

            JsonObject record = only(only(only(line("r.jsonl"), "resourceLogs"), "scopeLogs"), "logRecords");
            assertThat(record.getAsJsonArray("attributes")).hasSize(1);
            assertThat(record.getAsJsonArray("attributes").toString()).contains("new");
        }
    }

    @Nested
    class spans {
        @Test
        void wait_for_company_for_a_second_at_most() throws IOException {
            RecordingFile recording = recording("r.jsonl", Long.MAX_VALUE);
            recording.span(EndlessRecording.span(1));
            recording.turned();
            assertThat(directory.resolve("r.jsonl")).doesNotExist();

            nanos += TimeUnit.SECONDS.toNanos(1);
            recording.turned();
            assertThat(lines("r.jsonl")).hasSize(1);
        }

        @Test
        void are_written_when_64_kB_have_gathered() throws IOException {
            RecordingFile recording = recording("r.jsonl", Long.MAX_VALUE);
            recording.span(named("x".repeat(70_000)));
            assertThat(lines("r.jsonl")).hasSize(1);
        }

        @Test
        void are_in_the_file_before_the_finding_that_speaks_of_them() throws IOException {
            RecordingFile recording = recording("r.jsonl", Long.MAX_VALUE);
            recording.span(EndlessRecording.span(1));
            recording.finding(finding(Attributes.NONE));
            assertThat(lines("r.jsonl")).hasSize(2);
            assertThat(lines("r.jsonl").get(1)).startsWith("{\"resourceLogs\"");
        }
    }

    @Nested
    class metrics {
        @Test
        void of_very_many_pools_come_less_often() throws IOException {
            RecordingFile recording = recording("r.jsonl", Long.MAX_VALUE);
            recording.metrics(List.of(limitOf(100)));
            assertThat(recording.metricsIntervalNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(10));
            recording.metrics(List.of(limitOf(20_000)));
            assertThat(recording.metricsIntervalNanos()).isGreaterThan(TimeUnit.SECONDS.toNanos(20));
            recording.metrics(List.of(limitOf(100)));
            assertThat(recording.metricsIntervalNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(10));
            recording.close();
        }

        private Metric limitOf(int pools) {
            List<Metric.Point> points = new ArrayList<>();
            for (int i = 0; i < pools; i++) {
                Attributes pool = Attributes.builder()
                        .put("db.client.connection.pool.name", "tenant-" + i)
                        .build();
                points.add(new Metric.Point(pool, 1, 2, 4, 0, null, ""));
            }
            return new Metric("db.client.connection.limit", "{connection}", Metric.Kind.UP_DOWN_COUNTER, points);
        }

        @Test
        void without_a_point_are_left_out() {
            RecordingFile recording = recording("r.jsonl", Long.MAX_VALUE);
            recording.metrics(List.of(new Metric("m", "s", Metric.Kind.HISTOGRAM, List.of())));
            recording.close();
            assertThat(directory.resolve("r.jsonl")).doesNotExist();
        }
    }

    @Nested
    class the_file {
        @Test
        @EnabledOnOs({OS.LINUX, OS.MAC})
        void is_its_owners_alone_as_are_the_directories_made_for_it() throws IOException {
            RecordingFile recording = recording("made/for/it/r.jsonl", Long.MAX_VALUE);
            recording.span(EndlessRecording.span(1));
            recording.flush(0);
            assertThat(permissions("made/for/it/r.jsonl")).isEqualTo("rw-------");
            assertThat(permissions("made")).isEqualTo("rwx------");
        }

        @Test
        @EnabledOnOs({OS.LINUX, OS.MAC})
        void is_no_less_its_owners_when_it_is_full() throws IOException {
            RecordingFile recording = recording("r.jsonl", 1_000);
            for (int id = 1; id <= 5; id++) {
                recording.span(EndlessRecording.span(id));
                recording.flush(0);
            }
            assertThat(permissions("r.jsonl")).isEqualTo("rw-------");
            assertThat(permissions("r.jsonl.1")).isEqualTo("rw-------");
        }

        /** It may be somebody else's, or the system's own: {@code /dev/stdout} is one, to a file where that was redirected. */
        @ParameterizedTest
        @ValueSource(strings = {"other", "missing"})
        @EnabledOnOs({OS.LINUX, OS.MAC})
        void is_not_made_where_a_link_is(String target) throws IOException {
            Path other = Files.writeString(directory.resolve("other"), "somebody's\n");
            Path link = Files.createSymbolicLink(directory.resolve("r.jsonl"), directory.resolve(target));
            RecordingFile recording = recording("r.jsonl", Long.MAX_VALUE);
            recording.span(EndlessRecording.span(1));
            recording.close();

            assertThat(Files.readSymbolicLink(link)).isEqualTo(directory.resolve(target));
            assertThat(other).hasContent("somebody's");
            assertThat(directory).isDirectoryNotContaining("glob:**{missing,.1}");
            assertThat(notices)
                    .containsExactly(
                            "recording to " + link + " stopped: IOException, is a link, which is not followed");
        }

        @Test
        @EnabledOnOs({OS.LINUX, OS.MAC})
        void sets_an_older_one_aside_in_the_place_of_a_link_and_leaves_alone_what_that_leads_to() throws IOException {
            Path other = Files.writeString(directory.resolve("other"), "somebody's\n");
            Files.writeString(directory.resolve("r.jsonl"), "older\n");
            Path link = Files.createSymbolicLink(directory.resolve("r.jsonl.1"), other);
            RecordingFile recording = recording("r.jsonl", Long.MAX_VALUE);
            recording.span(EndlessRecording.span(1));
            recording.close();

            assertThat(other).hasContent("somebody's");
            assertThat(Files.isSymbolicLink(link)).isFalse();
            assertThat(link).hasContent("older");
            assertThat(permissions("r.jsonl")).isEqualTo("rw-------");
        }

        @Test
        void has_the_process_id_for_percent_p() {
            RecordingFile recording = recording("r-%p.jsonl", Long.MAX_VALUE);
            recording.span(EndlessRecording.span(1));
            recording.close();
            assertThat(directory.resolve("r-4711.jsonl")).exists();
        }

        @Test
        void replaces_none_from_before_but_sets_it_aside() throws IOException {
            Files.writeString(directory.resolve("r.jsonl"), "older\n");
            Files.writeString(directory.resolve("r.jsonl.1"), "oldest\n");
            RecordingFile recording = recording("r.jsonl", Long.MAX_VALUE);
            recording.span(EndlessRecording.span(1));
            recording.close();
            assertThat(lines("r.jsonl.1")).containsExactly("older");
            assertThat(lines("r.jsonl")).hasSize(1);
            assertThat(directory.resolve("r.jsonl.2")).doesNotExist();
        }

        @Test
        void that_is_full_is_set_aside_and_two_are_kept() throws IOException {
            RecordingFile recording = recording("r.jsonl", 1_000);
            for (int id = 1; id <= 20; id++) {
                recording.span(EndlessRecording.span(id));
                recording.flush(0);
            }
            recording.close();
            assertThat(new File(directory.toFile(), "r.jsonl").length()).isBetween(1L, 1_000L);
            assertThat(new File(directory.toFile(), "r.jsonl.1").length()).isBetween(1L, 1_000L);
            assertThat(directory.toFile().list()).hasSize(2);
            assertThat(String.join("", lines("r.jsonl"))).contains("\"0000000000000014\"");
            assertThat(notices).isEmpty();
        }

        @Test
        void that_another_recording_writes_is_left_to_it_and_that_is_said_once() throws IOException {
            RecordingFile first = recording("r.jsonl", Long.MAX_VALUE);
            first.span(EndlessRecording.span(1));
            first.flush(0);
            RecordingFile second = recording("r.jsonl", Long.MAX_VALUE);
            second.span(EndlessRecording.span(2));
            second.flush(0);
            second.span(EndlessRecording.span(3));
            second.flush(0);

            assertThat(lines("r.jsonl")).hasSize(1);
            assertThat(lines("r.jsonl.4711")).hasSize(2);
            assertThat(notices).singleElement().asString().contains("r.jsonl.4711");
        }

        @Test
        void has_whole_lines_after_one_that_an_error_cost() throws IOException {
            RecordingFile first = recording("r.jsonl", Long.MAX_VALUE);
            first.span(EndlessRecording.span(1));
            first.flush(0);
            RecordingFile second = recording("r.jsonl", Long.MAX_VALUE, this::failsOnce);
            second.span(EndlessRecording.span(2));
            assertThatThrownBy(() -> second.flush(0)).isInstanceOf(OutOfMemoryError.class);
            second.span(EndlessRecording.span(3));
            second.close();

            assertThat(lines("r.jsonl.4711"))
                    .singleElement()
                    .satisfies(line ->
                            assertThat(parsed(line).has("resourceSpans")).isTrue());
            assertThat(second.failures()).isEqualTo(1);
        }

        private void failsOnce(String notice) {
            notices.add(notice);
            if (notices.size() == 1) {
                throw new OutOfMemoryError("for the line about it");
            }
        }

        @Test
        void that_cannot_be_written_costs_one_line_and_what_it_lost_is_counted() throws IOException {
            Files.writeString(directory.resolve("blocker"), "a file where a directory should be");
            RecordingFile recording = recording("blocker/r.jsonl", Long.MAX_VALUE);
            recording.span(EndlessRecording.span(1));
            recording.flush(0);
            recording.span(EndlessRecording.span(2));
            recording.finding(finding(Attributes.NONE));
            recording.close();
            assertThat(notices).singleElement().asString().contains("blocker/r.jsonl", "stopped");
            assertThat(recording.failures()).isEqualTo(3);
        }
    }

    @Nested
    class a_process {
        @Test
        @EnabledOnOs(OS.LINUX)
        void that_is_killed_leaves_only_whole_lines() throws Exception {
            Process process = child("exec \"$0\" -cp \"$1\" io.connwake.recording.EndlessRecording \"$2\"");
            long enough = 2_000_000;
            while (directory.resolve("r.jsonl").toFile().length() < enough) {
                assertThat(process.isAlive()).isTrue();
                Thread.onSpinWait();
            }
            process.destroyForcibly().waitFor();

            String text = Files.readString(directory.resolve("r.jsonl"));
            List<String> whole =
                    text.substring(0, text.lastIndexOf('\n')).lines().toList();
            assertThat(whole).hasSizeGreaterThan(10);
            for (String line : whole) {
                assertThat(parsed(line).has("resourceSpans")).isTrue();
            }
        }

        @Test
        @EnabledOnOs(OS.LINUX)
        void that_the_disk_has_no_room_for_goes_on_without() throws Exception {
            Process process = child(
                    "ulimit -f 256; exec \"$0\" -cp \"$1\" io.connwake.recording.EndlessRecording \"$2\" until-lost");
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).isZero();
            assertThat(said.lines()).singleElement().asString().contains("r.jsonl stopped");
        }

        private Process child(String script) throws IOException {
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            String file = directory.resolve("r.jsonl").toString();
            return new ProcessBuilder("bash", "-c", script, java, System.getProperty("java.class.path"), file)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        }
    }

    private RecordingFile recording(String name, long maxBytes) {
        return recording(name, maxBytes, notices::add);
    }

    private RecordingFile recording(String name, long maxBytes, Consumer<String> notice) {
        RecordingSettings settings =
                new RecordingSettings(directory.resolve(name).toString(), maxBytes, 4711);
        return new RecordingFile(settings, RESOURCE, notice, () -> nanos);
    }

    private static Span named(String name) {
        return new Span(
                new SpanId(1, 2, 3),
                0,
                name,
                Span.Kind.INTERNAL,
                1,
                2,
                Attributes.NONE,
                List.of(),
                List.of(),
                false,
                "");
    }

    private static Finding finding(Attributes attributes) {
        return new Finding(
                1, "leak", Finding.State.CONFIRMED, Finding.Severity.WARN, "a leak", attributes, new SpanId(1, 2, 3));
    }

    private List<String> lines(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(directory.resolve(name));
        // The strict decoder throws at what is no UTF-8.
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        assertThat(text).endsWith("\n");
        return List.of(text.split("\n"));
    }

    private JsonObject line(String name) throws IOException {
        assertThat(lines(name)).hasSize(1);
        return parsed(lines(name).get(0));
    }

    private static JsonObject parsed(String line) throws IOException {
        JsonReader reader = new JsonReader(new StringReader(line));
        reader.setStrictness(Strictness.STRICT);
        return new Gson().getAdapter(JsonElement.class).read(reader).getAsJsonObject();
    }

    private static JsonObject only(JsonObject parent, String array) {
        JsonArray elements = parent.getAsJsonArray(array);
        assertThat(elements).hasSize(1);
        return elements.get(0).getAsJsonObject();
    }

    private String permissions(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name)));
    }
}
