package io.connwake.scenarios;

import static io.connwake.scenarios.Play.CORRECTED;
import static io.connwake.scenarios.Play.FAULTY;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.trouble.CorrectedSettings;
import com.example.trouble.QuarrellingSettings;
import io.connwake.testing.Database;
import io.connwake.testing.LogSeen;
import io.connwake.testing.Postgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    private Play play(String role) {
        return Play.of(QuarrellingSettings.class, role, database);
    }
}
