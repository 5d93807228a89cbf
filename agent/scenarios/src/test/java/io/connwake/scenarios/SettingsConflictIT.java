package io.connwake.scenarios;

import static io.connwake.scenarios.Play.CORRECTED;
import static io.connwake.scenarios.Play.FAULTY;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.trouble.CorrectedSettings;
import com.example.trouble.QuarrellingSettings;
import com.example.trouble.SharedSessions;
import com.example.trouble.TakenBack;
import com.example.trouble.TenantSource;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Database;
import io.connwake.testing.LogSeen;
import io.connwake.testing.PgBouncer;
import io.connwake.testing.Postgres;
import io.connwake.testing.SpanSeen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SettingsConflictIT {
    private final Database database = Postgres.shared().createDatabase("settings_conflict");

    @Test
    void settings_of_which_one_undoes_the_other_are_found_one_row_each() {
        Play play = play(FAULTY);
        assertThat(play.confirmed()).containsOnlyKeys("settings_conflict");
        assertThat(play.advice("settings_conflict"))
                .contains("maxIdle=4")
                .contains("timeBetweenEvictionRunsMillis=30000 with testWhileIdle=true");
    }

    @Test
    void and_none_where_they_agree() {
        Play play = play(CORRECTED);
        assertThat(play.confirmed()).isEqualTo(Map.of());
        play.recording().holdsContract();
    }

    @Test
    void what_pools_replace_when_they_start_is_found_by_what_they_were_asked_for() {
        Play play = Play.of(CorrectedSettings.class, FAULTY, database);
        assertThat(play.confirmed()).containsOnlyKeys("settings_conflict");
        List<String> advice = new ArrayList<>();
        for (LogSeen each : play.seen().findings("settings_conflict", "confirmed")) {
            advice.add(String.valueOf(each.attribute("connwake.finding.advice")));
        }
        assertThat(advice).hasSize(3).anyMatch(each -> each.contains("maxIdle=4")); // Tomcat's
        assertThat(advice)
                .filteredOn(each -> each.contains("minimumIdle=2"))
                .hasSize(2)
                .allSatisfy(each ->
                        assertThat(each).contains("keepaliveTime=300000").contains("leakDetectionThreshold=2000"));
    }

    @Test
    void and_nothing_of_settings_that_they_take() {
        Play play = Play.of(CorrectedSettings.class, CORRECTED, database);
        assertThat(play.confirmed()).isEqualTo(Map.of());
    }

    @Test
    void so_it_is_of_pools_that_the_application_s_own_data_source_builds_when_it_is_asked() {
        Play play = Play.of(TenantSource.class, FAULTY, database);
        assertThat(play.confirmed()).containsOnlyKeys("settings_conflict");
        assertThat(play.seen().findings("settings_conflict", "confirmed"))
                .extracting(each -> each.attribute("connwake.finding.pool"))
                .containsExactlyInAnyOrder("first", "second");
        assertThat(play.seen().spansNamed("pool "))
                .extracting(SpanSeen::name)
                .containsExactlyInAnyOrder("pool first", "pool second");
        play.recording().holdsContract();
    }

    @Test
    void and_nothing_of_such_pools_that_take_theirs() {
        assertThat(Play.of(TenantSource.class, CORRECTED, database).confirmed()).isEqualTo(Map.of());
    }

    @Test
    void a_pool_that_takes_back_what_is_still_at_work_is_found_at_the_line_that_works() {
        Play play = Play.of(TakenBack.class, FAULTY, database);
        assertThat(play.exit().out().lines()).containsExactly("failed 08006");
        assertThat(play.confirmed()).containsOnlyKeys("settings_conflict");
        assertThat(play.site("settings_conflict")).contains("TakenBack.work(TakenBack.java:");
        assertThat(play.finding("settings_conflict").body()).contains("its removeAbandonedTimeout is 1.0 s");
        assertThat(play.advice("settings_conflict")).contains("ResetAbandonedTimer");
        play.recording().holdsContract();
    }

    @Test
    void and_nothing_of_one_that_waits_for_it() {
        Play play = Play.of(TakenBack.class, CORRECTED, database);
        assertThat(play.exit().out().lines()).containsExactly("done");
        assertThat(play.confirmed()).isEqualTo(Map.of());
        play.recording().holdsContract();
    }

    /** One session at the server for two connections to the pooler. */
    @Nested
    class of_the_driver_with_a_pooler {
        private static final Map<String, String> ONE_SESSION =
                Map.of("pool_mode", "transaction", "default_pool_size", "1");

        @Test
        void statements_that_meet_on_a_session_are_said_with_what_to_set() {
            Play play = playBehindPgBouncer(FAULTY, "");
            assertThat(play.exit().out().lines()).containsExactly("served", "failed 42P05");
            assertThat(play.confirmed()).containsOnlyKeys("settings_conflict");
            assertThat(play.site("settings_conflict")).contains("SharedSessions.serveTwo(SharedSessions.java:");
            assertThat(play.evidence("settings_conflict")).startsWith("S_1 already exists (SQLState 42P05), ");
            assertThat(play.advice("settings_conflict")).startsWith("Set prepareThreshold=0 in the JDBC URL");
            play.recording().holdsContract();
        }

        @Test
        void nothing_is_said_where_the_driver_prepares_none() {
            Play play = playBehindPgBouncer(CORRECTED, "?prepareThreshold=0");
            assertThat(play.exit().out().lines()).containsExactly("served", "served");
            assertThat(play.seen().findings()).isEmpty();
            play.recording().holdsContract();
        }

        @Test
        void nothing_is_said_of_what_the_application_names_and_deallocates() {
            Play play = Play.of(SharedSessions.class, "own", database);
            assertThat(play.exit().out().lines()).contains("failed 42P05", "failed 26000");
            assertThat(play.seen().findings()).isEmpty();
        }

        private Play playBehindPgBouncer(String role, String parameters) {
            try (PgBouncer bouncer = PgBouncer.before(Postgres.shared(), ONE_SESSION)) {
                ChildJvm jvm = ChildJvm.ofMain(SharedSessions.class);
                return Play.of(jvm, "SharedSessions", role, database, bouncer.jdbcUrl(database) + parameters);
            }
        }
    }

    private Play play(String role) {
        return Play.of(QuarrellingSettings.class, role, database);
    }
}
