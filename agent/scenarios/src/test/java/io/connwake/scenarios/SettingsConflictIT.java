package io.connwake.scenarios;

import static io.connwake.scenarios.Play.CORRECTED;
import static io.connwake.scenarios.Play.FAULTY;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.trouble.QuarrellingSettings;
import io.connwake.testing.Database;
import io.connwake.testing.Postgres;
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

    private Play play(String role) {
        return Play.of(QuarrellingSettings.class, role, database);
    }
}
