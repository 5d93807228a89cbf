package io.connwake.scenarios;

import static io.connwake.scenarios.Play.CORRECTED;
import static io.connwake.scenarios.Play.FAULTY;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.trouble.EndlessWait;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Database;
import io.connwake.testing.Postgres;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnboundedWaitIT {
    private final Database database = Postgres.shared().createDatabase("unbounded_wait");

    @Test
    void a_wait_without_an_end_is_found_beside_the_exhaustion_that_it_waits_for() {
        Play play = play(FAULTY);
        assertThat(play.confirmed()).containsOnlyKeys("unbounded_wait", "pool_exhausted");
        assertThat(play.site("unbounded_wait")).contains("EndlessWait.main(EndlessWait.java:");
        assertThat(play.advice("unbounded_wait")).startsWith("Set maxWaitMillis=");
    }

    @Test
    void and_none_where_there_is_room_and_a_timeout() {
        Play play = play(CORRECTED);
        assertThat(play.confirmed()).isEqualTo(Map.of());
        play.recording().holdsContract();
    }

    private Play play(String role) {
        ChildJvm jvm = ChildJvm.ofMain(EndlessWait.class).property("connwake.wait.threshold", "2s");
        return Play.of(jvm, "EndlessWait", role, database, database.jdbcUrl());
    }
}
