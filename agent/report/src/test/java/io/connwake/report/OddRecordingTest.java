package io.connwake.report;

import static io.connwake.report.Otlp.BEGIN;
import static io.connwake.report.Otlp.CUMULATIVE;
import static io.connwake.report.Otlp.DELTA;
import static io.connwake.report.Otlp.OURS;
import static io.connwake.report.Otlp.POOL;
import static io.connwake.report.Otlp.SECOND;
import static io.connwake.report.Otlp.connect;
import static io.connwake.report.Otlp.counter;
import static io.connwake.report.Otlp.lease;
import static io.connwake.report.Otlp.leased;
import static io.connwake.report.Otlp.level;
import static io.connwake.report.Otlp.metrics;
import static io.connwake.report.Otlp.metricsOf;
import static io.connwake.report.Otlp.ofPool;
import static io.connwake.report.Otlp.point;
import static io.connwake.report.Otlp.process;
import static io.connwake.report.Otlp.span;
import static io.connwake.report.Otlp.spanWith;
import static io.connwake.report.Otlp.spans;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings in another order, of other clocks, by other writers. */
class OddRecordingTest {
    private static final String TIMEOUTS = "db.client.connection.timeouts";
    private static final String COUNT = "db.client.connection.count";

    @TempDir
    Path directory;

    private Path file(String name, String... lines) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, String.join("", lines));
    }

    private JsonObject of(String... lines) throws IOException {
        return Cli.report(directory, file("a.jsonl", lines));
    }

    private static JsonObject first(JsonObject of, String array) {
        return of.getAsJsonArray(array).get(0).getAsJsonObject();
    }

    private static int timeouts(JsonObject data) {
        return first(data, "pools").get("timeouts").getAsInt();
    }

    private static int open(JsonObject data) {
        return data.getAsJsonObject("proxy").get("open").getAsInt();
    }

    private static List<Double> numbers(JsonElement array) {
        return array.getAsJsonArray().asList().stream()
                .map(JsonElement::getAsDouble)
                .toList();
    }

    /** Three connections, three leases at once. */
    private static String busy() {
        return spans(connect(1, BEGIN), connect(2, BEGIN), connect(3, BEGIN))
                + spans(
                        lease(1, BEGIN + 5 * SECOND, BEGIN + 20 * SECOND),
                        lease(2, BEGIN + 6 * SECOND, BEGIN + 20 * SECOND),
                        lease(3, BEGIN + 7 * SECOND, BEGIN + 20 * SECOND));
    }

    @Nested
    class a_pool_over_two_files {
        private String part(long fromSecond, long limit, long used) {
            StringBuilder lines = new StringBuilder(spans(span(
                    "pool p",
                    BEGIN + fromSecond * SECOND,
                    BEGIN + fromSecond * SECOND + 1,
                    ofPool("connwake.pool.id", 1L, "connwake.pool.limit", limit))));
            for (long second = fromSecond + 10; second < fromSecond + 300; second += 10) {
                long at = BEGIN + second * SECOND;
                Object[] attributes = ofPool("db.client.connection.state", "used");
                lines.append(metrics(
                        OURS,
                        level(COUNT, point(BEGIN, at, used, attributes)),
                        Otlp.histogram("db.client.connection.wait_time", at, "[0.1]", "[\"9\",\"0\"]", 9)));
            }
            return lines.toString();
        }

        @ParameterizedTest
        @CsvSource({"a.jsonl,", "a.jsonl,a.jsonl.1", "a.jsonl.1,a.jsonl"})
        void has_its_points_and_its_latest_settings_in_whatever_order_they_are_read(String one, String two)
                throws IOException {
            file("a.jsonl.1", part(0, 5, 9));
            file("a.jsonl", part(300, 20, 1));
            JsonObject data = two == null
                    ? Cli.report(directory, directory.resolve(one))
                    : Cli.report(directory, directory.resolve(one), directory.resolve(two));

            JsonObject pool = first(data, "pools");
            assertThat(pool.get("limit").getAsInt()).isEqualTo(20);
            assertThat(numbers(pool.getAsJsonObject("series").get("used"))).contains(9.0, 1.0);
        }
    }

    @Nested
    class a_time {
        private void assertShownAsWithoutIt(JsonObject data) {
            assertThat(data.get("start").getAsDouble()).isGreaterThanOrEqualTo(Told.BEGIN_MILLIS);
            assertThat(data.get("end").getAsDouble()).isLessThanOrEqualTo(Told.BEGIN_MILLIS + 60_000);
            assertThat(data.getAsJsonObject("proxy").get("peakInUse").getAsInt())
                    .isEqualTo(3);
            assertThat(first(data, "pools")
                            .getAsJsonObject("demand")
                            .get("peak")
                            .getAsInt())
                    .isEqualTo(3);
        }

        @Test
        void that_is_missing_from_a_point_does_not_stretch_the_report() throws IOException {
            String pointless = "{\"asInt\":\"0\",\"attributes\":[]}";
            JsonObject data = of(busy(), metrics(OURS, counter("connwake.agent.errors", CUMULATIVE, pointless)));

            assertShownAsWithoutIt(data);
            assertThat(open(data)).isEqualTo(3);
        }

        @Test
        void of_a_clock_that_was_not_set_yet_does_not_stretch_the_report() throws IOException {
            JsonObject data = of(spans(connect(9, 60 * SECOND)), busy());

            assertShownAsWithoutIt(data);
            assertThat(open(data)).isEqualTo(4);
        }

        @Test
        void that_a_finding_lacks_is_the_one_at_which_it_was_observed() throws IOException {
            long observed = BEGIN + 9 * SECOND;
            JsonObject data = of(busy(), Otlp.finding("\"observedTimeUnixNano\":\"" + observed + "\","));

            assertShownAsWithoutIt(data);
            assertThat(first(data, "findings").get("last").getAsDouble()).isEqualTo(Told.BEGIN_MILLIS + 9_000.0);
        }

        @Test
        void that_a_finding_lacks_wholly_leaves_the_rest_as_it_was() throws IOException {
            assertShownAsWithoutIt(of(busy(), Otlp.finding("")));
        }

        @ParameterizedTest
        @CsvSource({
            "-9223372036854775808,1795000001000000000",
            "-9000000000000000000,9000000000000000000",
            "1795000001000000000,9223372036854775807",
            "9223372036854775807,9223372036854775807",
            "-1,-1"
        })
        void before_all_or_behind_all_does_not_stretch_the_report(long from, long to) throws IOException {
            JsonObject data = of(busy(), spans(span("lease other", from, to, "connwake.lease.outcome", "released")));

            assertThat(data.get("end").getAsDouble()).isLessThanOrEqualTo(Told.BEGIN_MILLIS + 60_000);
            assertThat(open(data)).isEqualTo(3);
        }

        @Test
        void that_no_long_can_hold_makes_its_line_unreadable() throws IOException {
            String huge = spans(connect(9, BEGIN)).replace(String.valueOf(BEGIN), "9999999999999999999");
            Cli call = Cli.run("report", file("a.jsonl", busy(), huge), "-o", "-");

            assertThat(call.code()).isZero();
            assertThat(call.err()).contains("1 of 3 lines can't be read");
            assertShownAsWithoutIt(Cli.data(call.out()));
        }
    }

    @Nested
    class processes_of_one_instance_id {
        @Test
        void are_told_apart_by_their_number() throws IOException {
            String second = process("service.name", "s", "service.instance.id", "i", "process.pid", 2L);
            JsonObject data = of(spans(connect(1, BEGIN)), Otlp.spansOf(second, connect(1, BEGIN)));

            assertThat(data.getAsJsonArray("processes")).hasSize(2);
            assertThat(data.getAsJsonArray("connections")).hasSize(2);
        }

        @Test
        void are_one_where_a_part_does_not_tell_the_number() throws IOException {
            String without = process("service.name", "s", "service.instance.id", "i");
            String metrics = metricsOf(without, OURS, counter(TIMEOUTS, 2, point(BEGIN, BEGIN + SECOND, 3, POOL)));

            assertThat(of(busy(), metrics).getAsJsonArray("processes")).hasSize(1);
            assertThat(of(metrics, busy()).getAsJsonArray("processes")).hasSize(1);
        }

        private String life(long at) {
            Object[] attributes = ofPool("connwake.connection.id", 1L, "connwake.connection.age", 10.0);
            return spans(
                    connect(1, at),
                    span("connection p", at, at + 10 * SECOND, attributes),
                    lease(1, at + SECOND, at + 2 * SECOND));
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void and_number_have_connections_of_their_own(boolean isInOrder) throws IOException {
            String earlier = life(BEGIN);
            String later = life(BEGIN + 1_000 * SECOND);
            JsonArray connections =
                    of(isInOrder ? earlier : later, isInOrder ? later : earlier).getAsJsonArray("connections");

            assertThat(connections)
                    .hasSize(2)
                    .allSatisfy(each -> assertThat(each.getAsJsonObject()
                                    .getAsJsonObject("bars")
                                    .getAsJsonArray("from"))
                            .hasSize(1));
        }

        @Test
        void count_together_though_their_points_take_turns() throws IOException {
            StringBuilder lines = new StringBuilder();
            for (int second = 1; second <= 10; second++) {
                long at = BEGIN + second * SECOND;
                lines.append(metrics(OURS, counter(TIMEOUTS, CUMULATIVE, point(BEGIN, at, 1_000 + second, POOL))));
                lines.append(metrics(
                        OURS, counter(TIMEOUTS, CUMULATIVE, point(BEGIN + SECOND / 2, at + 1, second, POOL))));
            }

            assertThat(timeouts(of(lines.toString()))).isEqualTo(1_020);
        }
    }

    @Nested
    class a_histogram_without_its_extremes {
        private String demand(String counts) {
            return metrics(
                    OURS,
                    Otlp.histogram("db.client.connection.wait_time", BEGIN + SECOND, "[0.1]", "[\"99\",\"0\"]", 99),
                    Otlp.histogram("connwake.pool.demand", BEGIN + SECOND, "[0,1,2,4,8]", counts, 1_000));
        }

        @Test
        void is_taken_for_the_bounds_of_its_buckets() throws IOException {
            JsonObject pool = first(of(demand("[0,0,0,500,500,0]")), "pools");

            assertThat(pool.getAsJsonObject("demand").get("peak").getAsInt()).isEqualTo(8);
            assertThat(pool.getAsJsonArray("sizes")).isNotEmpty();
            assertThat(pool.getAsJsonObject("wait").has("max")).isFalse();
            assertThat(pool.getAsJsonObject("wait").has("min")).isFalse();
        }

        @Test
        void is_taken_for_its_last_bound_beyond_that() throws IOException {
            JsonObject pool = first(of(demand("[0,0,0,0,0,1000]")), "pools");

            assertThat(pool.getAsJsonObject("demand").get("peak").getAsInt()).isEqualTo(8);
        }
    }

    @Nested
    class a_series {
        private String points(int temporality, Object... attributes) {
            StringBuilder lines = new StringBuilder();
            for (int second = 1; second <= 10; second++) {
                long value = temporality == DELTA ? 1 : second;
                String point = point(BEGIN, BEGIN + second * SECOND, value, attributes);
                lines.append(metrics(OURS, counter(TIMEOUTS, temporality, point)));
            }
            return lines.toString();
        }

        @Test
        void is_one_in_whatever_order_its_attributes_stand() throws IOException {
            Object[] turned = new Object[POOL.length];
            for (int i = 0; i < POOL.length; i += 2) {
                turned[i] = POOL[POOL.length - 2 - i];
                turned[i + 1] = POOL[POOL.length - 1 - i];
            }

            assertThat(timeouts(of(points(CUMULATIVE, POOL), points(CUMULATIVE, turned))))
                    .isEqualTo(10);
        }

        @Test
        void of_a_process_is_one_in_whatever_order_its_attributes_stand() throws IOException {
            String point = point(BEGIN, BEGIN + SECOND, 3, POOL);
            JsonObject data = of(
                    metricsOf(process("service.name", "s", "host.name", "h"), OURS, counter(TIMEOUTS, 2, point)),
                    metricsOf(process("host.name", "h", "service.name", "s"), OURS, counter(TIMEOUTS, 2, point)));

            assertThat(data.getAsJsonArray("processes")).hasSize(1);
        }

        @Test
        void counts_once_though_it_was_exported_both_ways() throws IOException {
            assertThat(timeouts(of(points(CUMULATIVE, POOL), points(DELTA, POOL))))
                    .isEqualTo(10);
            assertThat(timeouts(of(points(DELTA, POOL), points(CUMULATIVE, POOL))))
                    .isEqualTo(10);
            assertThat(timeouts(of(points(DELTA, POOL)))).isEqualTo(10);
        }
    }

    @Nested
    class metrics_of_another_instrumentation {
        private final String other = metricsOf(
                process("service.name", "other"),
                "io.opentelemetry.hikaricp-3.0",
                counter(TIMEOUTS, CUMULATIVE, point(BEGIN, BEGIN + SECOND, 7, POOL)));

        @Test
        void are_none_of_ours() throws IOException {
            JsonObject data = of(busy(), other);

            assertThat(data.getAsJsonArray("processes")).hasSize(1);
            assertThat(timeouts(data)).isZero();
        }

        @Test
        void are_none_of_ours_though_their_scope_stands_behind_them() throws IOException {
            String scope = "\"scope\":{\"name\":\"io.opentelemetry.hikaricp-3.0\"},";
            String behind = other.replace(scope, "").replace("]}]}]}\n", "]," + scope.replace("},", "}") + "}]}]}\n");
            String ours = behind.replace("io.opentelemetry.hikaricp-3.0", OURS);

            assertThat(of(busy(), behind).getAsJsonArray("processes")).hasSize(1);
            assertThat(of(busy(), ours).getAsJsonArray("processes")).hasSize(2);
        }
    }

    /** Each of four restarts broke a connection at work and left one to be found dead later. */
    @ParameterizedTest
    @CsvSource({
        "57P01,terminating connection due to administrator command,true",
        "70100,Connection was killed,true",
        "70100,Query execution was interrupted,false",
        "42P01,no such table,false"
    })
    void what_was_killed_explains_deaths_that_came_with_it(String status, String message, boolean isKill)
            throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int day = 1; day <= 4; day++) {
            long at = BEGIN + day * 86_400L * SECOND;
            String event = String.format(
                    "\"events\":[{\"timeUnixNano\":\"%d\",\"name\":\"exception\",\"attributes\":%s}],",
                    at - 5 * SECOND,
                    Otlp.attributes(
                            "exception.type",
                            "java.sql.SQLException",
                            "exception.message",
                            message,
                            "db.response.status_code",
                            status));
            lines.append(spans(spanWith(event, "lease p", at - 9 * SECOND, at - 5 * SECOND, leased(300 + day))));
            Object[] dead = ofPool(
                    "connwake.connection.id",
                    200L + day,
                    "connwake.connection.age",
                    400.0,
                    "connwake.stale.kind",
                    "reset",
                    "connwake.stale.idle_for",
                    310.0 + 20 * day);
            lines.append(spans(span("connection p", at - 500 * SECOND, at, dead)));
        }
        String sentence = first(of(lines.toString()), "idle").get("sentence").getAsString();

        if (isKill) {
            assertThat(sentence).startsWith("No death").contains("4 more deaths came together with others");
        } else {
            assertThat(sentence).startsWith("4 deaths");
        }
    }

    @Nested
    class of_several_files_one {
        @ParameterizedTest
        @ValueSource(
                strings = {"{\"resourceSp", "{\"level\":\"INFO\"}\n", "{\"level\":\"INFO\"}", "\u001f\u008b\u0008"})
        void that_is_no_recording_is_left_out_and_that_is_said(String text) throws IOException {
            file("folder/a.jsonl", Otlp.finding(""));
            Path odd = file("folder/b.jsonl");
            Files.write(odd, text.getBytes(StandardCharsets.ISO_8859_1));
            Cli call = Cli.run("findings", directory.resolve("folder"));

            assertThat(call.code()).isEqualTo(2);
            assertThat(call.err().lines()).hasSize(1).first().asString().contains("b.jsonl", "left out");
        }
    }

    @Test
    void a_last_line_that_is_whole_counts_without_its_newline() throws IOException {
        Cli call = Cli.run("findings", file("a.jsonl", Otlp.finding("").strip()));

        assertThat(call.code()).isEqualTo(2);
        assertThat(call.err()).isEmpty();
    }

    @Test
    void a_mark_of_the_byte_order_is_passed_over() throws IOException {
        Cli call = Cli.run("findings", file("a.jsonl", "\ufeff", Otlp.finding("")));

        assertThat(call.code()).isEqualTo(2);
        assertThat(call.err()).isEmpty();
    }

    @Test
    void a_pipe_is_read_as_a_file_is() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reporting.class.getName(),
                        "/dev/stdin",
                        "-o",
                        "-")
                .redirectError(directory.resolve("err").toFile())
                .start();
        try (var in = process.getOutputStream()) {
            in.write(busy().getBytes(StandardCharsets.UTF_8));
        }
        String page = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isZero();
        assertThat(open(Cli.data(page))).isEqualTo(3);
    }

    @Test
    void a_finding_of_a_span_is_confirmed_whatever_the_word_for_that() throws IOException {
        String span = span(
                "finding leak",
                BEGIN,
                BEGIN,
                "connwake.finding.id",
                "f",
                "connwake.finding.kind",
                "leak",
                "connwake.finding.state",
                "Confirmed");

        assertThat(Cli.run("findings", file("a.jsonl", spans(span))).out()).contains("leak (warn, confirmed)");
        assertThat(Cli.run("findings", file("b.jsonl", spans(span.replace("Confirmed", "sure"))))
                        .out())
                .contains("leak (warn, confirmed)");
        assertThat(Cli.run("findings", file("c.jsonl", spans(span.replace("Confirmed", "RESOLVED"))))
                        .out())
                .contains("leak (warn, resolved)");
    }

    @Test
    void traces_of_a_recording_without_spans_are_none_and_that_is_said() throws IOException {
        Cli call = Cli.run("traces", file("a.jsonl", Otlp.finding("")), "-o", "-");

        assertThat(call.code()).isZero();
        assertThat(call.err()).contains("no spans");
    }

    @Nested
    class an_output_that_is_a_link {
        @Test
        void stays_one_though_it_leads_nowhere_yet() throws IOException {
            Path link = Files.createSymbolicLink(directory.resolve("link.html"), Path.of("to/page.html"));
            Files.createDirectory(directory.resolve("to"));

            assertThat(Cli.run("report", file("a.jsonl", busy()), "-o", link).code())
                    .isZero();
            assertThat(link).isSymbolicLink();
            assertThat(directory.resolve("to/page.html")).isRegularFile();
        }

        @Test
        void to_a_folder_that_is_not_there_is_refused() throws IOException {
            Path link = Files.createSymbolicLink(directory.resolve("link.html"), Path.of("none/page.html"));
            Cli call = Cli.run("report", file("a.jsonl", busy()), "-o", link);

            assertThat(call.code()).isOne();
            assertThat(call.err()).contains("there is no folder for the output");
            assertThat(link).isSymbolicLink();
        }
    }

    @Test
    void a_longest_survival_is_not_told_longer_than_it_is_known() throws IOException {
        String survived = Otlp.histogram("connwake.connection.idle_time", BEGIN, "[60,300]", "[0,5,0]", 5)
                .replace(
                        "\"attributes\":[",
                        "\"attributes\":[{\"key\":\"connwake.idle.outcome\",\"value\":"
                                + "{\"stringValue\":\"survived\"}},");

        assertThat(first(of(metrics(OURS, survived)), "idle")
                        .get("longestSurvived")
                        .getAsDouble())
                .isCloseTo(60, within(1e-6));
    }
}
