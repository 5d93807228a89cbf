package io.connwake.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.connwake.pipeline.model.Finding.State;
import io.connwake.pipeline.model.SpanId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands beside one another in time, whatever the order in which it was told. */
class TimelineTest {
    @TempDir
    Path directory;

    private JsonObject of(Consumer<Told> story) throws IOException {
        return Told.reported(directory, story);
    }

    private static JsonObject first(JsonObject of, String array) {
        return of.getAsJsonArray(array).get(0).getAsJsonObject();
    }

    /** Of a column of times, in milliseconds since the recording began. */
    private static double[] millis(JsonElement array) {
        return array.getAsJsonArray().asList().stream()
                .mapToDouble(each -> each.getAsDouble() - Told.BEGIN_MILLIS)
                .toArray();
    }

    @Test
    void bars_stand_in_the_order_of_acquisition_where_one_waiter_overtook_another() throws IOException {
        JsonObject data = of(told -> {
            told.opened(1, 0, 5);
            told.lease(1, "released", 10, 400, 500);
            told.lease(1, "released", 20, 100, 200);
            told.lease(1, "released", 30, 210, 390);
        });

        JsonObject bars = first(data, "connections").getAsJsonObject("bars");
        assertThat(millis(bars.get("from"))).containsExactly(10, 20, 30, 100, 210, 400);
        assertThat(millis(bars.get("to"))).containsExactly(400, 100, 210, 200, 390, 500);
    }

    @Test
    void pauses_stand_in_the_order_of_time_though_invocations_were_told_in_another() throws IOException {
        JsonObject data = of(told -> {
            told.invoked("fn", 200_000, 200_100, 50, false, "ok");
            told.invoked("fn", 100_000, 100_100, 60, false, "ok");
            told.invoked("fn", 300_000, 300_100, 40, false, "ok");
        });

        JsonObject frozen = first(data, "frozen");
        assertThat(millis(frozen.get("from"))).containsExactly(40_000, 150_000, 260_000);
        assertThat(millis(frozen.get("to"))).containsExactly(100_000, 200_000, 300_000);
    }

    @Test
    void the_longest_pause_is_kept_where_invocations_are_merged() throws IOException {
        JsonObject data = of(told -> {
            for (int i = 0; i < 4_000; i++) {
                told.invoked("fn", 1_000L * i, 1_000L * i + 10, i == 2_001 ? 0.9 : 0.1, false, "ok");
            }
        });

        assertThat(first(data, "invocations").getAsJsonArray("paused").asList())
                .hasSize(2_000)
                .extracting(JsonElement::getAsDouble)
                .contains(0.9);
    }

    @Test
    void a_connection_that_was_opened_for_an_acquire_is_validated_after_that() throws IOException {
        JsonArray marks = first(of(told -> told.opened(1, 12, 40).validated(1, 10, 45, 60)), "connections")
                .getAsJsonArray("marks");

        assertThat(marks.asList())
                .extracting(each -> each.getAsJsonArray().get(1).getAsString())
                .containsExactly("opened", "validated");
        assertThat(marks.get(1).getAsJsonArray().get(0).getAsDouble()).isEqualTo(Told.BEGIN_MILLIS + 45.0);
    }

    @Test
    void a_connection_is_lost_from_when_its_leak_ended() throws IOException {
        JsonObject data = of(told -> {
            told.opened(1, 0, 5);
            told.lease(1, "released", 10, 10, 20);
            told.finding("leak", State.CONFIRMED, 300, "", told.lease(1, "open_at_invocation_end", 30, 30, 90));
            told.closed(1, 0, 900, "");
        });

        JsonObject connection = first(data, "connections");
        assertThat(connection.get("lostSince").getAsLong()).isEqualTo(Told.BEGIN_MILLIS + 90);
        JsonObject bars = connection.getAsJsonObject("bars");
        assertThat(millis(bars.get("to"))).containsExactly(20, 90);
        assertThat(bars.getAsJsonArray("kind").asList())
                .extracting(JsonElement::getAsInt)
                .containsExactly(0, 1);
    }

    @Test
    void but_is_not_where_it_was_lent_again() throws IOException {
        JsonObject data = of(told -> {
            told.opened(1, 0, 5);
            told.finding("leak", State.CONFIRMED, 300, "", told.lease(1, "open_at_invocation_end", 30, 30, 90));
            told.lease(1, "released", 100, 100, 200);
            told.closed(1, 0, 900, "");
        });

        assertThat(first(data, "connections").has("lostSince")).isFalse();
    }

    @Test
    void a_lease_that_was_out_when_the_process_ended_is_no_lost_one() throws IOException {
        JsonObject pool = first(of(TimelineTest::openAtExit), "pools");

        assertThat(pool.has("lost")).isFalse();
        assertThat(pool.get("advisedSize").getAsInt()).isOne();
    }

    @Test
    void but_is_lost_where_a_leak_was_found() throws IOException {
        JsonObject pool =
                first(of(told -> told.finding("leak", State.CONFIRMED, 40_000, "", openAtExit(told))), "pools");

        assertThat(pool.get("lost").getAsInt()).isOne();
        assertThat(pool.has("advisedSize")).isFalse();
    }

    private static SpanId openAtExit(Told told) {
        for (int i = 0; i < 20; i++) {
            told.lease(1, "released", 1_000L * i, 1_000L * i, 1_000L * i + 500);
        }
        return told.lease(1, "open_at_exit", 30_000, 30_000, 30_100);
    }
}
