package io.connwake.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Finding.State;
import io.connwake.pipeline.model.Metric;
import io.connwake.pipeline.model.Names;
import io.connwake.pipeline.model.SpanId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page is given, from recordings told by hand. */
class DocumentTest {
    @TempDir
    Path directory;

    private JsonObject of(Consumer<Told> story) throws IOException {
        return Told.reported(directory, story);
    }

    private static JsonObject first(JsonObject of, String array) {
        return of.getAsJsonArray(array).get(0).getAsJsonObject();
    }

    private static double[] numbers(JsonElement array) {
        return array.getAsJsonArray().asList().stream()
                .mapToDouble(JsonElement::getAsDouble)
                .toArray();
    }

    private static double most(JsonElement array) {
        return Arrays.stream(numbers(array)).max().orElse(-1);
    }

    @Nested
    class a_finding {
        @Test
        void leads_to_its_leases_and_they_to_it() throws IOException {
            JsonObject data = of(told -> {
                told.built(4).opened(1, 0, 5).opened(2, 0, 5);
                told.lease(2, "released", 10, 11, 20);
                SpanId lost = told.lease(1, "open_at_exit", 30, 31, 900);
                told.finding("leak", State.CONFIRMED, 500, "Set maxLifetime=60000 ms.", lost);
            });

            JsonObject finding = first(data, "findings");
            assertThat(finding.get("code").getAsString()).isEqualTo("Orders.java:11");
            assertThat(finding.get("state").getAsString()).isEqualTo("confirmed");
            assertThat(numbers(finding.get("connections"))).containsExactly(0);
            JsonArray place = finding.getAsJsonArray("leases").get(0).getAsJsonArray();
            assertThat(place.get(0).getAsInt()).isZero();
            assertThat(place.get(1).getAsDouble()).isEqualTo(Told.BEGIN_MILLIS + 31.0);
            JsonObject bars = first(data, "connections").getAsJsonObject("bars");
            assertThat(numbers(bars.get("kind"))).containsExactly(3, 2);
            assertThat(numbers(bars.get("f"))).containsOnly(0);
            assertThat(numbers(bars.get("db"))).containsExactly(-1, 0.5);
        }

        @Test
        void leads_to_its_lease_though_another_one_is_about_it_too() throws IOException {
            JsonObject data = of(told -> {
                told.opened(1, 0, 5);
                SpanId dead = told.lease(1, "released", 10, 11, 20);
                told.finding("stale_connection", State.CONFIRMED, 500, "", dead);
                told.finding("validation_gap", State.CONFIRMED, 500, "", dead);
            });

            assertThat(data.getAsJsonArray("findings")).hasSize(2).allSatisfy(finding -> {
                assertThat(numbers(finding.getAsJsonObject().get("connections")))
                        .containsExactly(0);
                assertThat(finding.getAsJsonObject().getAsJsonArray("leases")).hasSize(1);
            });
        }

        @Test
        void that_is_about_a_whole_pool_leads_to_the_connections_of_that() throws IOException {
            JsonObject data = of(told -> {
                told.opened(1, 0, 5).opened(2, 0, 5);
                told.finding("oversized_pool", State.CONFIRMED, 500, "");
                told.of("others", "db.example").opened(3, 0, 5);
            });

            JsonObject finding = first(data, "findings");
            assertThat(numbers(finding.get("connections"))).hasSize(2);
            assertThat(finding.getAsJsonArray("leases")).isEmpty();
        }

        @Test
        void advises_beside_what_is_in_force() throws IOException {
            JsonObject data = of(told -> told.built(4)
                    .finding(
                            "stale_connection", State.CONFIRMED, 5, "Set maxLifetime=270000 ms or testOnBorrow=true."));

            JsonObject advice = first(data, "advice");
            assertThat(advice.get("property").getAsString()).isEqualTo("maxLifetime");
            assertThat(advice.get("inForce").getAsString()).isEqualTo("1,800 s");
            assertThat(advice.get("advised").getAsString()).isEqualTo("270000 ms");
        }

        @Test
        void that_is_resolved_stands_behind_those_that_are_confirmed() throws IOException {
            JsonObject data = of(told -> {
                told.finding("aaa", State.CONFIRMED, 5, "").finding("aaa", State.RESOLVED, 6, "");
                told.finding("zzz", State.CONFIRMED, 7, "");
            });

            assertThat(first(data, "findings").get("kind").getAsString()).isEqualTo("zzz");
            assertThat(data.get("verdict").getAsString())
                    .isEqualTo("1 finding confirmed in 1 process: zzz. 1 was resolved again.");
        }
    }

    @Nested
    class a_pool {
        @Test
        void is_one_wherever_its_connections_lead_and_at_the_server_that_it_is_configured_to() throws IOException {
            JsonObject data = of(told -> {
                told.of("orders", "b.example").opened(1, 0, 10).survived(1, 60_000, 100_000);
                told.of("orders", "a.example").built(2).waits(100_000, 0, 1, 3.0);
                told.of("orders", "c.example").opened(2, 0, 10);
            });

            assertThat(data.getAsJsonArray("pools")).hasSize(1);
            assertThat(first(data, "pools").get("server").getAsString()).isEqualTo("a.example:5432");
            assertThat(first(data, "idle").get("peer").getAsString()).isEqualTo("b.example:5432");
            assertThat(data.getAsJsonArray("connections").asList())
                    .extracting(each -> each.getAsJsonObject().get("server").getAsString())
                    .containsExactlyInAnyOrder("b.example:5432", "c.example:5432");
        }

        @Test
        void shows_what_was_used_idle_and_waited_for() throws IOException {
            JsonObject data = of(told -> {
                told.built(2).opened(1, 0, 10).opened(2, 0, 10);
                told.lease(1, "released", 100, 100, 300);
                told.lease(2, "released", 150, 150, 350);
                told.lease(1, "released", 200, 300, 400);
                told.lease(0, "timeout", 210, 240, 240);
                told.closed(1, 0, 500, "idle").closed(2, 0, 500, "");
            });

            JsonObject pool = first(data, "pools");
            JsonObject series = pool.getAsJsonObject("series");
            assertThat(most(series.get("used"))).isEqualTo(2);
            assertThat(most(series.get("idle"))).isEqualTo(2);
            assertThat(most(series.get("waiting"))).isEqualTo(2);
            assertThat(pool.getAsJsonObject("demand").get("peak").getAsInt()).isEqualTo(4);
            assertThat(pool.get("timeouts").getAsInt()).isOne();
            assertThat(pool.get("leases").getAsInt()).isEqualTo(3);
            JsonArray rows = data.getAsJsonArray("connections");
            assertThat(rows.get(0).getAsJsonObject().get("end").getAsString()).isEqualTo("closed");
            assertThat(rows.get(1).getAsJsonObject().get("end").getAsString()).isEqualTo("open");
        }

        @Test
        void is_never_shown_with_more_connections_than_were_open() throws IOException {
            JsonObject data = of(told -> {
                told.opened(1, 0, 10).opened(2, 0, 10);
                told.lease(1, "released", 100, 100, 101);
                told.lease(2, "released", 100, 100, 101);
                told.closed(1, 0, 600_000, "").closed(2, 0, 600_000, "");
            });

            JsonObject series = first(data, "pools").getAsJsonObject("series");
            double[] used = numbers(series.get("used"));
            double[] idle = numbers(series.get("idle"));
            assertThat(used).contains(2);
            assertThat(IntStream.range(0, used.length).mapToDouble(i -> used[i] + idle[i]))
                    .allMatch(open -> open <= 2);
        }

        /** Four at once for 100 ms, ten times: four connections serve them without a wait, one makes them wait in turn. */
        @Test
        void tells_how_acquires_would_wait_with_other_sizes() throws IOException {
            JsonObject data = of(told -> IntStream.range(0, 40).forEach(i -> {
                long start = 1_000L * (i / 4);
                told.lease(1 + i % 4, "released", start, start, start + 100);
            }));

            JsonObject pool = first(data, "pools");
            JsonArray sizes = pool.getAsJsonArray("sizes");
            assertThat(sizes).hasSize(4);
            assertThat(sizes.get(0).getAsJsonObject().get("wait").getAsDouble()).isCloseTo(0.15, within(1e-6));
            assertThat(sizes.get(0).getAsJsonObject().get("waited").getAsDouble())
                    .isCloseTo(0.75, within(1e-6));
            assertThat(sizes.get(3).getAsJsonObject().get("waited").getAsDouble())
                    .isZero();
            assertThat(pool.get("advisedSize").getAsInt()).isEqualTo(4);
        }

        @Test
        void is_told_no_size_where_leases_are_lost() throws IOException {
            JsonObject data = of(told -> {
                told.lease(1, "released", 0, 0, 10);
                told.lease(1, "abandoned", 20, 20, 300);
            });

            assertThat(first(data, "pools").has("advisedSize")).isFalse();
        }

        @Test
        void is_drawn_from_metrics_where_spans_are_missing() throws IOException {
            Attributes used =
                    Attributes.builder().put(Names.CONNECTION_STATE, "used").build();
            JsonObject data = of(told -> {
                told.lease(1, "released", 0, 0, 10);
                told.waits(9_000, 0, 1_000, 3.0);
                told.metric(Names.CONNECTION_COUNT, Metric.Kind.UP_DOWN_COUNTER, used, 5_000, 0, 7, null);
                told.metric(Names.CONNECTION_COUNT, Metric.Kind.UP_DOWN_COUNTER, used, 9_000, 0, 3, null);
            });

            JsonObject pool = first(data, "pools");
            assertThat(pool.get("leases").getAsInt()).isEqualTo(1_000);
            assertThat(most(pool.getAsJsonObject("series").get("used"))).isEqualTo(7);
        }

        @Test
        void keeps_what_it_had_counted_before_a_counter_began_anew() throws IOException {
            JsonObject data = of(told ->
                    told.waits(1_000, 0, 10, 1.0).waits(2_000, 0, 30, 3.0).waits(4_000, 3_000, 5, 0.5));

            JsonObject wait = first(data, "pools").getAsJsonObject("wait");
            assertThat(wait.get("count").getAsInt()).isEqualTo(35);
            assertThat(wait.get("sum").getAsDouble()).isCloseTo(3.5, within(1e-9));
        }
    }

    @Test
    void lifelines_are_four_hundred_at_most_those_of_findings_among_them() throws IOException {
        JsonObject data = of(told -> {
            for (int i = 1; i <= 1_000; i++) {
                told.opened(i, i, i + 1);
                SpanId lease = told.lease(i, "released", i + 1, i + 1, i + 2);
                if (i == 777) {
                    told.finding("held_idle", State.CONFIRMED, i, "", lease);
                }
            }
        });

        assertThat(data.getAsJsonArray("connections")).hasSize(400);
        assertThat(data.get("connectionsLeftOut").getAsInt()).isEqualTo(600);
        int row = (int) numbers(first(data, "findings").get("connections"))[0];
        assertThat(data.getAsJsonArray("connections")
                        .get(row)
                        .getAsJsonObject()
                        .get("id")
                        .getAsInt())
                .isEqualTo(777);
    }

    @Test
    void bars_are_merged_where_there_are_too_many_and_none_is_lost() throws IOException {
        JsonObject data = of(told ->
                IntStream.range(0, 20_000).forEach(i -> told.lease(1, "released", 10L * i, 10L * i, 10L * i + 5)));

        JsonObject bars = first(data, "connections").getAsJsonObject("bars");
        assertThat(numbers(bars.get("n")).length).isLessThanOrEqualTo(2_001);
        assertThat(Arrays.stream(numbers(bars.get("n"))).sum()).isEqualTo(20_000);
    }

    @Test
    void invocations_show_cold_starts_pauses_and_what_stayed_open() throws IOException {
        JsonObject data = of(told -> {
            told.invoked("fn", 1_000, 1_100, 0, true, "ok");
            told.invoked("fn", 61_000, 61_200, 59.9, false, "timeout");
        });

        JsonObject of = first(data, "invocations");
        assertThat(numbers(of.get("cold"))).containsExactly(1, 0);
        assertThat(numbers(of.get("outcome"))).containsExactly(0, 2);
        JsonObject frozen = first(data, "frozen");
        assertThat(numbers(frozen.get("from"))).containsExactly(Told.BEGIN_MILLIS + 1_100.0);
        assertThat(data.getAsJsonObject("invocationTotals").get("openAtEndMost").getAsInt())
                .isEqualTo(3);
        assertThat(most(data.getAsJsonObject("fleet").get("busy"))).isEqualTo(1);
    }

    @Test
    void idle_ages_of_several_recordings_make_a_bracket_that_none_of_them_makes() throws IOException {
        Object[] files = new Object[12];
        for (int i = 0; i < files.length; i++) {
            Path file = directory.resolve(i + ".jsonl");
            files[i] = file;
            try (Told told = new Told(file, "function " + i)) {
                long day = 86_400_000L * i;
                for (int k = 1; k <= 8; k++) {
                    told.survived(k, 290_000 + k * 1_000L, day + 400_000 + k * 1_000L);
                }
                told.died(99, 305_000 + i * 1_000L, day + 900_000, "reset");
            }
        }
        JsonObject alone = first(Cli.report(directory, files[0]), "idle");
        JsonObject merged = first(Cli.report(directory, files), "idle");

        assertThat(alone.has("low")).isFalse();
        assertThat(merged.get("low").getAsDouble()).isBetween(290.0, 299.0);
        assertThat(merged.get("high").getAsDouble()).isBetween(300.0, 306.0);
        assertThat(merged.getAsJsonArray("deaths")).hasSize(12);
        assertThat(merged.getAsJsonArray("known").get(0).getAsJsonArray().get(0).getAsInt())
                .isEqualTo(300);
        assertThat(merged.get("sentence").getAsString()).contains("12 processes", "300 s");
    }

    @Test
    void idle_ages_are_those_of_the_processes_that_were_connected_there() throws IOException {
        for (int i = 0; i < 3; i++) {
            try (Told told = new Told(directory.resolve(i + ".jsonl"), "function " + i)) {
                told.of("orders", i == 2 ? "other.example" : "db.example").survived(1, 60_000, 100_000);
            }
        }
        JsonObject idle = first(Cli.report(directory, directory), "idle");

        assertThat(idle.get("peer").getAsString()).isEqualTo("db.example:5432");
        assertThat(idle.get("sentence").getAsString()).contains("in 2 processes.");
    }

    @Test
    void what_overlaps_over_all_processes_is_counted_at_each_instant() throws IOException {
        Path one = directory.resolve("1.jsonl");
        Path two = directory.resolve("2.jsonl");
        try (Told told = new Told(one, "one")) {
            told.opened(1, 0, 1).opened(2, 0, 1).opened(3, 0, 1).opened(4, 0, 1).lease(1, "released", 10, 10, 50);
        }
        try (Told told = new Told(two, "two")) {
            told.opened(1, 0, 1).lease(1, "released", 40, 40, 60);
            told.invoked("fn", 30, 70, 0, true, "ok");
        }
        JsonObject data = Cli.report(directory, one, two);

        assertThat(data.getAsJsonObject("fleet").get("sentence").getAsString())
                .startsWith("At once at most 2 processes were alive, 1 invocation ran, 5 connections were open,"
                        + " 2 were in use. ");
        JsonObject proxy = data.getAsJsonObject("proxy");
        assertThat(proxy.get("peakInUse").getAsInt()).isEqualTo(2);
        assertThat(proxy.get("open").getAsInt()).isEqualTo(5);
        assertThat(proxy.get("sentence").getAsString()).contains("about 2 at the server");
    }
}
