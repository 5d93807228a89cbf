package io.connwake.report;

import static io.connwake.report.Otlp.BEGIN;
import static io.connwake.report.Otlp.OURS;
import static io.connwake.report.Otlp.SECOND;
import static io.connwake.report.Otlp.level;
import static io.connwake.report.Otlp.metrics;
import static io.connwake.report.Otlp.ofPool;
import static io.connwake.report.Otlp.point;
import static io.connwake.report.Otlp.span;
import static io.connwake.report.Otlp.spans;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** They share one entry of the page, as they share their metrics: each of these two lends three connections at most. */
class PoolsOfOneNameTest {
    @TempDir
    Path directory;

    @Test
    void that_stand_side_by_side_have_the_sum_of_their_limits() throws IOException {
        JsonObject pools = shown(6, 0);

        assertThat(pools.get("limit").getAsInt()).isEqualTo(6);
        assertThat(pools.get("pools").getAsInt()).isEqualTo(2);
    }

    @Test
    void that_follow_one_another_have_the_limit_of_one() throws IOException {
        assertThat(shown(3, 3).get("limit").getAsInt()).isEqualTo(3);
    }

    private JsonObject shown(long early, long late) throws IOException {
        Path recording = directory.resolve("a.jsonl");
        Files.writeString(
                recording, spans(pool(1), pool(2)) + metrics(OURS, limit(20, early)) + metrics(OURS, limit(30, late)));
        return Cli.report(directory, recording).getAsJsonArray("pools").get(0).getAsJsonObject();
    }

    private static String pool(long id) {
        return span("pool p", BEGIN, BEGIN + 1, ofPool("connwake.pool.id", id, "connwake.pool.limit", 3L));
    }

    private static String limit(long second, long sum) {
        return level("db.client.connection.limit", point(BEGIN, BEGIN + second * SECOND, sum, ofPool()));
    }
}
