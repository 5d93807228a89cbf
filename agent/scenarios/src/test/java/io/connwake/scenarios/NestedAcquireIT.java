package io.connwake.scenarios;

import static io.connwake.scenarios.Play.CORRECTED;
import static io.connwake.scenarios.Play.FAULTY;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.trouble.AuditWithin;
import io.connwake.testing.Database;
import io.connwake.testing.Postgres;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NestedAcquireIT {
    private final Database database = Postgres.shared().createDatabase("nested_acquire");

    @Test
    void threads_that_hold_one_and_want_another_are_found_with_both_lines_and_the_least_size() {
        Play play = play(FAULTY);
        assertThat(play.confirmed()).containsOnlyKeys("nested_acquire");
        assertThat(play.site("nested_acquire")).contains("AuditWithin.audit(AuditWithin.java:");
        assertThat(play.evidence("nested_acquire"))
                .contains("AuditWithin.serve(AuditWithin.java:")
                .contains("4 × (2 − 1) + 1 = 5 connections");
        assertThat(play.advice("nested_acquire")).contains("maximumPoolSize=5");
    }

    @Test
    void and_none_where_one_connection_does() {
        Play play = play(CORRECTED);
        assertThat(play.confirmed()).isEqualTo(Map.of());
        play.recording().holdsContract();
    }

    private Play play(String role) {
        return Play.of(AuditWithin.class, role, database);
    }
}
