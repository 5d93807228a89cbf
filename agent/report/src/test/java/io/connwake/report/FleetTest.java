package io.connwake.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Metric;
import io.connwake.pipeline.model.Names;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many connections are in use over all pools, where spans of leases are missing. */
class FleetTest {
    private static final Attributes USED =
            Attributes.builder().put(Names.CONNECTION_STATE, "used").build();

    @TempDir
    Path directory;

    /** 20 connections are open, of a thousand leases the span of one was kept. */
    private JsonObject sampled(Consumer<Told> story) throws IOException {
        Path file = directory.resolve("a.jsonl");
        try (Told told = new Told(file, "a")) {
            for (int i = 1; i <= 20; i++) {
                told.opened(i, 0, 5);
            }
            told.lease(1, "released", 10, 10, 20);
            told.waits(30_000, 0, 1_000, 3.0);
            story.accept(told);
        }
        return Cli.report(directory, file);
    }

    @Test
    void what_is_in_use_is_what_the_metrics_of_a_pool_say() throws IOException {
        JsonObject data = sampled(told -> {
            told.metric(Names.CONNECTION_COUNT, Metric.Kind.UP_DOWN_COUNTER, USED, 10_000, 0, 7, null);
            told.metric(Names.CONNECTION_COUNT, Metric.Kind.UP_DOWN_COUNTER, USED, 20_000, 0, 18, null);
            told.metric(Names.CONNECTION_COUNT, Metric.Kind.UP_DOWN_COUNTER, USED, 30_000, 0, 2, null);
        });

        JsonObject proxy = data.getAsJsonObject("proxy");
        assertThat(proxy.get("peakInUse").getAsInt()).isEqualTo(18);
        assertThat(proxy.get("sentence").getAsString()).contains("18 were in use", "metrics", "hardly any to save");
        assertThat(data.getAsJsonObject("fleet").getAsJsonArray("leased").asList())
                .extracting(JsonElement::getAsInt)
                .containsSubsequence(7, 18, 2);
    }

    @Test
    void and_no_advice_follows_where_no_metric_says_it() throws IOException {
        JsonObject data = sampled(told -> {});

        JsonObject proxy = data.getAsJsonObject("proxy");
        assertThat(proxy.has("peakInUse")).isFalse();
        assertThat(proxy.get("sentence").getAsString())
                .contains("not known how many were in use", "no advice")
                .doesNotContain("could do with");
        assertThat(data.getAsJsonObject("fleet").get("sentence").getAsString())
                .contains("20 connections were open. ", "Spans are missing");
    }
}
