package io.connwake.scenarios;

import static io.connwake.scenarios.Play.CORRECTED;
import static io.connwake.scenarios.Play.FAULTY;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.trouble.MailWithin;
import io.connwake.testing.Database;
import io.connwake.testing.Postgres;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeldIdleIT {
    private final Database database = Postgres.shared().createDatabase("held_idle");

    @Test
    void a_connection_that_is_held_while_something_else_is_done_is_found_with_the_line_of_that() {
        Play play = play(FAULTY);
        assertThat(play.confirmed()).containsOnlyKeys("held_idle");
        assertThat(play.site("held_idle")).contains("MailWithin.serve(MailWithin.java:");
        assertThat(play.advice("held_idle")).contains("MailWithin.send(MailWithin.java:");
    }

    @Test
    void and_none_where_it_is_closed_before() {
        Play play = play(CORRECTED);
        assertThat(play.confirmed()).isEqualTo(Map.of());
        play.recording().holdsContract();
    }

    private Play play(String role) {
        return Play.of(MailWithin.class, role, database);
    }
}
