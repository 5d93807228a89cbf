package io.connwake.recording.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Metric;
import io.connwake.pipeline.model.Resource;
import io.connwake.pipeline.model.Span;
import io.connwake.pipeline.model.SpanId;
import io.connwake.recording.RecordingFile;
import io.connwake.recording.RecordingSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingReaderTest {
    private static final String SPAN =
            "{\"traceId\":\"0102030405060708090a0b0c0d0e0f10\",\"spanId\":\"00000000000000ff\",\"name\":\"lease orders\"}";

    @TempDir
    Path directory;

    private final Heard heard = new Heard();

    /** All that was told, in its order. */
    private static final class Heard implements Telemetry {
        final List<Object> items = new ArrayList<>();

        @Override
        public void of(Resource resource) {
            items.add(resource);
        }

        @Override
        public void span(Span span) {
            items.add(span);
        }

        @Override
        public void metric(Metric metric, boolean isDelta) {
            items.add(metric);
            if (isDelta) {
                items.add("delta");
            }
        }

        @Override
        public void finding(Finding finding) {
            items.add(finding);
        }

        <T> List<T> all(Class<T> type) {
            return items.stream().filter(type::isInstance).map(type::cast).toList();
        }
    }

    private Reading read(String text) throws IOException {
        return RecordingReader.read(stream(text), heard);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String line(String spans) {
        return "{\"resourceSpans\":[{\"resource\":{},\"scopeSpans\":[{\"spans\":[" + spans + "]}]}]}\n";
    }

    @Nested
    class what_the_recorder_writes {
        private Random random = new Random(0);

        @RepeatedTest(20)
        void is_read_back_as_it_was(RepetitionInfo repetition) throws IOException {
            random = new Random(repetition.getCurrentRepetition());
            Resource resource = new Resource(attributes());
            Path file = directory.resolve("r.jsonl");
            RecordingSettings settings = new RecordingSettings(file.toString(), Long.MAX_VALUE, 1);
            RecordingFile recording = new RecordingFile(settings, resource, System.err::println, () -> 0);
            List<Object> written = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                written.add(write(recording));
            }
            recording.close();

            try (InputStream in = Files.newInputStream(file)) {
                Reading reading = RecordingReader.read(in, heard);
                assertThat(reading.unreadable()).isZero();
                assertThat(reading.isTorn()).isFalse();
            }
            assertThat(heard.items.stream().filter(each -> !(each instanceof Resource)))
                    .containsExactlyElementsOf(written);
            assertThat(heard.all(Resource.class)).containsOnly(resource);
        }

        private Object write(RecordingFile recording) {
            switch (random.nextInt(3)) {
                case 0 -> {
                    Span span = span();
                    recording.span(span);
                    return span;
                }
                case 1 -> {
                    Metric metric = metric();
                    recording.metrics(List.of(metric));
                    return metric;
                }
                default -> {
                    Finding finding = finding();
                    recording.finding(finding);
                    return finding;
                }
            }
        }

        private <T> T any(T[] values) {
            return List.of(values).get(random.nextInt(values.length));
        }

        private Span span() {
            return new Span(
                    id(),
                    random.nextBoolean() ? 0 : random.nextLong(),
                    text(),
                    any(Span.Kind.values()),
                    random.nextLong() >>> 1,
                    random.nextLong() >>> 1,
                    attributes(),
                    random.nextBoolean() ? List.of() : List.of(new Span.Event(random.nextInt(), text(), attributes())),
                    random.nextBoolean() ? List.of() : List.of(new Span.Link(id(), attributes())),
                    true,
                    text());
        }

        private Metric metric() {
            Metric.Kind kind = any(Metric.Kind.values());
            Metric.Distribution distribution = new Metric.Distribution(
                    3, random.nextDouble(), -random.nextDouble(), 1e9, List.of(0.0001, 30.0), List.of(1L, 0L, 2L));
            boolean isHistogram = kind == Metric.Kind.HISTOGRAM;
            boolean isReal = kind == Metric.Kind.COUNTER_SECONDS;
            return new Metric(
                    text(),
                    "s",
                    kind,
                    List.of(new Metric.Point(
                            attributes(),
                            random.nextInt(1_000),
                            random.nextLong(),
                            isHistogram || isReal ? 0 : random.nextLong(),
                            isReal ? random.nextDouble() * 1e6 : 0,
                            isHistogram ? distribution : null,
                            "")));
        }

        private Finding finding() {
            Finding.State state = any(Finding.State.values());
            Attributes attributes = Attributes.builder()
                    .put("connwake.finding.kind", "leak")
                    .put("connwake.finding.state", state.label())
                    .putAll(attributes())
                    .build();
            Finding.Severity severity = any(Finding.Severity.values());
            return new Finding(random.nextInt(), "leak", state, severity, text(), attributes, id());
        }

        private Attributes attributes() {
            Attributes.Builder attributes = Attributes.builder();
            for (int i = random.nextInt(6); i > 0; i--) {
                String key = "key." + i;
                switch (random.nextInt(5)) {
                    case 0 -> attributes.put(key, text());
                    case 1 -> attributes.put(key, random.nextLong());
                    case 2 -> attributes.put(key, random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
                    case 3 -> attributes.put(key, random.nextBoolean());
                    default -> attributes.put(key, List.of(text(), text()));
                }
            }
            return attributes.build();
        }

        private SpanId id() {
            return new SpanId(random.nextLong(), random.nextLong(), random.nextLong());
        }

        private String text() {
            String[] parts = {"lease orders", "\"", "\\", "</script>", "\n\t\u0000", "ä€", "\ud83d\ude00", "\u202e", ","
            };
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(6); i > 0; i--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            return text.toString();
        }
    }

    @Nested
    class what_others_write {
        @Test
        void may_have_numbers_where_we_write_strings_and_strings_where_we_write_numbers() throws IOException {
            read(line("{\"spanId\":\"00000000000000ff\",\"startTimeUnixNano\":1795314350746250439,"
                    + "\"endTimeUnixNano\":\"1795314350746250440\",\"kind\":3,"
                    + "\"attributes\":[{\"key\":\"d\",\"value\":{\"doubleValue\":\"0.5\"}},"
                    + "{\"value\":{\"intValue\":7},\"key\":\"i\"}]}"));

            Span span = heard.all(Span.class).get(0);
            assertThat(span.startEpochNanos()).isEqualTo(1795314350746250439L);
            assertThat(span.endEpochNanos()).isEqualTo(1795314350746250440L);
            assertThat(span.attributes().get("d")).isEqualTo(0.5);
            assertThat(span.attributes().get("i")).isEqualTo(7L);
        }

        @Test
        void may_hold_several_resources_in_one_line_and_the_resource_behind_its_spans() throws IOException {
            String scopes = "\"scopeSpans\":[{\"scope\":{\"name\":\"other\"},\"spans\":[" + SPAN + "]}]";
            read("{\"resourceSpans\":[{" + scopes + ",\"resource\":{\"attributes\":[{\"key\":\"n\",\"value\":"
                    + "{\"stringValue\":\"a\"}}]}},{\"resource\":{},\"schemaUrl\":\"\"," + scopes + "}]}\r\n");

            assertThat(heard.all(Span.class)).hasSize(2);
            assertThat(heard.all(Resource.class).get(0).attributes().get("n")).isEqualTo("a");
            assertThat(heard.items.get(1)).isInstanceOf(Span.class);
            assertThat(heard.items.get(2)).isEqualTo(new Resource(Attributes.NONE));
        }

        @Test
        void may_say_more_than_we_know_and_leave_out_or_null_what_we_do() throws IOException {
            Reading reading = read(line("{\"spanId\":\"00000000000000ff\",\"name\":null,\"traceState\":\"\","
                    + "\"new\":{\"a\":[1,-2.5e3,true,false,null,{\"b\":\"\\u00e4\\n\"}]},\"droppedLinksCount\":0}"));

            assertThat(reading).isEqualTo(new Reading(1, 1, 0, false));
            assertThat(heard.all(Span.class).get(0).name()).isEmpty();
        }

        @Test
        void may_count_in_deltas_and_have_gauges() throws IOException {
            read("{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":["
                    + "{\"name\":\"d\",\"sum\":{\"aggregationTemporality\":1,\"isMonotonic\":true,\"dataPoints\":[{\"asInt\":\"3\"}]}},"
                    + "{\"name\":\"g\",\"gauge\":{\"dataPoints\":[{\"asDouble\":1.5}]}},"
                    + "{\"name\":\"e\",\"exponentialHistogram\":{\"dataPoints\":[{}]}}]}]}]}\n");

            assertThat(heard.all(Metric.class)).extracting(Metric::name).containsExactly("d", "g");
            assertThat(heard.items.get(2)).isEqualTo("delta");
            assertThat(heard.all(Metric.class).get(1).kind()).isEqualTo(Metric.Kind.UP_DOWN_COUNTER);
        }

        @Test
        void is_no_finding_unless_it_is_ours() throws IOException {
            read("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"body\":{\"stringValue\":\"hello\"}}]}]}]}\n");

            assertThat(heard.all(Finding.class)).isEmpty();
        }
    }

    @Nested
    class a_line {
        @Test
        void that_has_no_end_is_torn_and_left_out() throws IOException {
            Reading reading = read(line(SPAN) + line(SPAN).substring(0, 60));

            assertThat(reading).isEqualTo(new Reading(1, 1, 0, true));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "no json",
                    "{}",
                    "[]",
                    "{\"resourceSpans\":[{]}",
                    "{\"resourceSpans\":{}}",
                    "{\"resourceSpans\":[]} {}",
                    "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"spanId\":\"zz\"}]}]}]}",
                    "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":\"no end}]}]}]}",
                    "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"startTimeUnixNano\":\"x\"}]}]}]}",
                    "\u0000\u0001"
                })
        void that_is_no_otlp_is_counted_and_the_next_one_is_read(String odd) throws IOException {
            Reading reading = read(odd + "\n" + line(SPAN));

            assertThat(reading).isEqualTo(new Reading(2, 1, 1, false));
            assertThat(heard.all(Span.class)).hasSize(1);
        }

        @Test
        void that_turns_out_to_be_broken_tells_nothing_of_what_came_before() throws IOException {
            read(line(SPAN + ",{\"name\":7}"));

            assertThat(heard.items).isEmpty();
        }

        @Test
        void nested_beyond_reason_is_unreadable_and_no_stack_overflow() throws IOException {
            String value = "{\"resourceSpans\":[{\"resource\":{\"attributes\":[{\"key\":\"k\",\"value\":";
            Reading reading = read("{\"resourceSpans\":[{\"x\":" + "[".repeat(100_000) + "\n"
                    + "{\"x\":" + "{\"x\":".repeat(100_000) + "\n"
                    + value + "{\"arrayValue\":{\"values\":[".repeat(100_000) + "\n"
                    + value + "{\"kvlistValue\":{\"values\":[{\"value\":".repeat(100_000) + "\n");

            assertThat(reading.unreadable()).isEqualTo(4);
        }

        @Test
        void may_be_lengthyand_blank_ones_between_do_not_count() throws IOException {
            String lengthy = SPAN.replace("lease orders", "x".repeat(3_000_000));
            Reading reading = read("\n" + line(SPAN) + " \r\n" + line(lengthy) + line(SPAN));

            assertThat(reading).isEqualTo(new Reading(3, 3, 0, false));
            assertThat(heard.all(Span.class).get(1).name()).hasSize(3_000_000);
        }
    }

    @Test
    void lines_of_spans_are_copied_as_they_are() throws IOException {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        RecordingReader.copySpans(
                stream("{\"resourceLogs\":[]}\n" + line(SPAN) + "odd\n{\"resourceMetrics\":[]}\n" + line("")), copy);

        assertThat(copy.toString(StandardCharsets.UTF_8)).isEqualTo(line(SPAN) + line(""));
    }

    @Test
    void the_first_readable_line_says_which_process_it_is_of() throws IOException {
        String named = line("").replace("{}", "{\"attributes\":[{\"key\":\"n\",\"value\":{\"stringValue\":\"a\"}}]}");

        assertThat(RecordingReader.first(stream("odd\n" + named)))
                .isEqualTo(new Resource(Attributes.builder().put("n", "a").build()));
        assertThat(RecordingReader.first(stream("odd\n"))).isNull();
    }
}
