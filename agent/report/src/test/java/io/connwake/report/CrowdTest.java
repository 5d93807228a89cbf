package io.connwake.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.connwake.pipeline.model.Finding.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More than is shown: it is left out, counted, and that is said. */
class CrowdTest {
    @TempDir
    Path directory;

    private Path told(Consumer<Told> story) {
        Path file = directory.resolve("a.jsonl");
        try (Told told = new Told(file, "a")) {
            story.accept(told);
        }
        return file;
    }

    private Path findings() {
        return told(told -> {
            for (int i = 0; i < 1_200; i++) {
                told.finding("leak", i, State.CONFIRMED).finding("leak", 2_000 + i, State.RESOLVED);
            }
        });
    }

    @Test
    void findings_are_all_counted_though_a_thousand_are_shown() throws IOException {
        JsonObject data = Cli.report(directory, findings());

        assertThat(data.getAsJsonArray("findings")).hasSize(1_000);
        assertThat(data.get("verdict").getAsString())
                .isEqualTo("1,200 findings confirmed in 1 process: leak. 1,200 were resolved again.");
        assertThat(data.get("findingsLeftOut").getAsInt()).isEqualTo(1_400);
        assertThat(data.get("confirmedLeftOut").getAsInt()).isEqualTo(200);
    }

    @Test
    void on_the_terminal_too() {
        Path file = findings();

        assertThat(Cli.run("findings", file).out())
                .startsWith("1,200 findings confirmed")
                .endsWith("1,400 further findings are left out." + System.lineSeparator());
        assertThat(Cli.run("report", file, "-o", directory.resolve("page.html")).out())
                .contains("1,200 findings confirmed");
    }

    @Test
    void pools_and_their_leases_are_all_counted_though_three_hundred_are_shown() throws IOException {
        JsonObject data = Cli.report(directory, told(told -> {
            for (int i = 0; i < 310; i++) {
                told.of("pool " + i, "db.example").lease(1, "released", i, i, i + 1);
            }
            told.lease(1, "released", 900, 900, 901);
        }));

        assertThat(data.getAsJsonArray("pools")).hasSize(300);
        assertThat(data.get("poolsLeftOut").getAsInt()).isEqualTo(10);
        assertThat(data.get("leasesLeftOut").getAsInt()).isEqualTo(10);
    }

    @Test
    void deaths_of_idle_connections_are_all_counted_though_five_hundred_are_shown() throws IOException {
        JsonObject data = Cli.report(directory, told(told -> {
            for (int i = 1; i <= 510; i++) {
                told.died(i, 300_000, 400_000 + i * 10L, "reset");
            }
        }));

        JsonObject idle = data.getAsJsonArray("idle").get(0).getAsJsonObject();
        assertThat(idle.getAsJsonArray("deaths")).hasSize(500);
        assertThat(idle.get("deathsLeftOut").getAsInt()).isEqualTo(10);
    }
}
