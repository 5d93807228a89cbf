package io.connwake.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.connwake.pipeline.model.Finding.State;
import io.connwake.pipeline.model.Names;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first line on the terminal, which is the heading of the page: told of recordings that are told by hand. */
class VerdictTest {
    @TempDir
    Path directory;

    /** That of the page; the terminal begins with it, and the exit code tells of findings alone. */
    private String of(Consumer<Told> story) throws IOException {
        JsonObject page = Told.reported(directory, story);
        String verdict = page.get("verdict").getAsString();
        Cli findings = Cli.run("findings", directory.resolve("a.jsonl"));
        assertThat(findings.out().lines().findFirst()).contains(verdict);
        assertThat(findings.code()).isEqualTo(page.getAsJsonArray("findings").isEmpty() ? 0 : 2);
        return verdict;
    }

    private static Told refusals(Told told, int count, String kind, String sqlState, long stepMillis) {
        for (int i = 0; i < count; i++) {
            told.refused(kind, sqlState, i * stepMillis, i * stepMillis + 1);
        }
        return told;
    }

    @Nested
    class without_a_finding {
        @Test
        void is_not_that_nothing_is_wrong_where_every_open_and_every_acquire_failed() throws IOException {
            assertThat(of(told -> {
                        refusals(told, 3, "connect_refused", "08001", 500);
                        told.lease(0, "refused", 0, 500, 500);
                        told.lease(0, "timeout", 500, 1_000, 1_000);
                    }))
                    .isEqualTo("No finding, but 3 of 3 opens of db.example:5432 failed (connect refused 08001);"
                            + " 2 of 2 acquires of pool orders failed (refused, timeout).");
        }

        @Test
        void counts_by_metrics_where_spans_are_missing() throws IOException {
            assertThat(of(told -> refusals(told, 2, "auth", "28P01", 500)
                            .counted(Names.CONNECTION_REFUSED, 4_711, Names.REFUSED_REASON, "auth")))
                    .isEqualTo("No finding, but 4,711 of 4,711 opens of db.example:5432 failed (auth 28P01).");
        }

        @Test
        void has_a_reason_though_there_are_metrics_alone() throws IOException {
            assertThat(of(told -> told.counted(Names.CONNECTION_REFUSED, 5, Names.REFUSED_REASON, "unreachable")
                            .counted(Names.CONNECTION_OPENED, 2, Names.CONNECT_PHASE, "init")
                            .counted(Names.TIMEOUTS, 6, Names.POOL_LIBRARY, "HikariCP")
                            .waits(60_000, 0, 94, 1.0)))
                    .isEqualTo("No finding, but 5 of 7 opens of db.example:5432 failed (unreachable);"
                            + " 6 of 100 acquires of pool orders failed (timeout).");
        }

        @Test
        void says_when_it_was_where_some_went_well() throws IOException {
            assertThat(of(told -> {
                        told.opened(1, 0, 5).lease(1, "released", 10, 11, 20);
                        told.refused("connect_timeout", "08001", 2_000, 3_000);
                        told.refused("auth", "28P01", 4_000, 5_000);
                    }))
                    .isEqualTo("No finding, but 2 of 3 opens of db.example:5432 failed (auth 28P01,"
                            + " connect timeout 08001) between 11:06:43Z and 11:06:45Z.");
        }

        @Test
        void is_calm_where_opens_failed_until_the_server_was_there() throws IOException {
            assertThat(of(told -> {
                        refusals(told, 3, "connect_refused", "08001", 1_500);
                        told.opened(1, 3_500, 3_501);
                        told.lease(1, "released", 60_000, 60_000, 60_001);
                    }))
                    .isEqualTo("No finding; 3 of 4 opens of db.example:5432 failed (connect refused 08001)"
                            + " between 11:06:40Z and 11:06:43Z, none since.");
        }

        @Test
        void counts_what_failed_at_all_of_several_servers_with_what_one_of_them_answered() throws IOException {
            assertThat(of(told -> {
                        refusals(told.at(null, "shop"), 2, "connect_refused", "08001", 1_500);
                        told.at("b.example", "shop").opened(1, 3_500, 3_501);
                        told.lease(1, "released", 60_000, 60_000, 60_001);
                    }))
                    .startsWith("No finding; 2 of 3 opens of postgresql/shop failed (connect refused 08001)");
        }

        @Test
        void is_not_calm_where_what_failed_for_long_has_hardly_gone_well() throws IOException {
            assertThat(of(told -> {
                        refusals(told, 3, "connect_refused", "08001", 15_000);
                        told.opened(1, 31_000, 31_001);
                    }))
                    .startsWith("No finding, but 3 of 4 opens")
                    .doesNotContain("none since");
        }

        @Test
        void tells_of_acquires_that_timed_out_though_no_open_failed() throws IOException {
            assertThat(of(told -> {
                        told.opened(1, 0, 5).lease(1, "released", 10, 11, 20);
                        told.lease(0, "timeout", 1_000, 6_000, 6_000);
                    }))
                    .isEqualTo("No finding, but 1 of 2 acquires of pool orders failed (timeout) at 11:06:46Z.");
        }

        @Test
        void says_what_the_driver_had_said_to_the_pool() throws IOException {
            assertThat(of(told -> {
                        told.opened(1, 0, 5);
                        told.gaveUp("timeout", "22023", 10, 2_010);
                    }))
                    .contains("1 of 1 acquires of pool orders failed (timeout 22023)");
        }

        @Test
        void says_what_was_thrown_where_that_is_no_refusal() throws IOException {
            assertThat(of(told -> {
                        told.refused("not_conn:other", "90146", 0, 5);
                        told.lease(0, "failed", 0, 5, 5);
                    }))
                    .isEqualTo("No finding, but 1 of 1 opens of db.example:5432 failed (other 90146);"
                            + " 1 of 1 acquires of pool orders failed (failed).");
        }

        @Test
        void names_the_days_of_a_recording_of_several() throws IOException {
            assertThat(of(told -> {
                        told.opened(1, 0, 5).refused("dns", "08001", 1_000, 2_000);
                        told.lease(1, "released", 100_000_000, 100_000_001, 100_000_002);
                    }))
                    .contains(" failed (dns 08001) at 2026-11-18T11:06:42Z");
        }

        @Test
        void names_those_that_failed_most_and_counts_the_others() throws IOException {
            assertThat(of(told -> {
                        for (int i = 1; i <= 5; i++) {
                            refusals(told.of("p", "db" + i), i, "auth", "28P01", 100);
                        }
                    }))
                    .startsWith("No finding, but 5 of 5 opens of db5:5432 failed")
                    .contains("; 3 of 3 opens of db3:5432 failed")
                    .endsWith("; and 3 more failed elsewhere.");
        }
    }

    @Test
    void beside_a_finding_is_that() throws IOException {
        assertThat(of(told -> refusals(told, 3, "too_many_connections", "53300", 100)
                        .finding("server_full", State.CONFIRMED, 500, "")))
                .isEqualTo("1 finding confirmed in 1 process: server_full.");
    }

    @Test
    void where_findings_are_resolved_and_opens_fail_is_not_that_nothing_is_wrong_any_more() throws IOException {
        assertThat(of(told -> refusals(told, 3, "connect_refused", "08001", 1_000)
                        .finding("leak", State.CONFIRMED, 100, "")
                        .finding("leak", State.RESOLVED, 200, "")))
                .isEqualTo("No finding is open, but 3 of 3 opens of db.example:5432 failed (connect refused 08001)."
                        + " 1 was resolved again.");
    }

    @Test
    void where_findings_are_resolved_and_opens_go_well_again_is_that_nothing_is_wrong_any_more() throws IOException {
        assertThat(of(told -> refusals(told, 3, "too_many_connections", "53300", 100)
                        .opened(1, 1_000, 1_001)
                        .finding("server_full", State.CONFIRMED, 500, "")
                        .finding("server_full", State.RESOLVED, 1_001, "")))
                .isEqualTo("Nothing is wrong any more: 1 was resolved again.");
    }
}
