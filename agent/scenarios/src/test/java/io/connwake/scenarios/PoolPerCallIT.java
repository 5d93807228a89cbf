package io.connwake.scenarios;

import static io.connwake.scenarios.Play.CORRECTED;
import static io.connwake.scenarios.Play.FAULTY;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.trouble.PoolPerCall;
import io.connwake.testing.Database;
import io.connwake.testing.Postgres;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoolPerCallIT {
    private static final String KIND = "pool_per_invocation";

    private final Database database = Postgres.shared().createDatabase("pool_per_call");

    @Test
    void a_pool_for_each_call_is_found_where_none_is_closed() {
        Play play = play(FAULTY);
        assertThat(play.confirmed()).containsOnlyKeys(KIND);
        assertThat(play.finding(KIND).body()).endsWith("were never closed.");
        assertThat(play.site(KIND)).contains("com.example.trouble.PoolPerCall.build(PoolPerCall.java:");
        assertThat(play.evidence(KIND)).containsPattern("At least [0-9]+ connections of theirs to .* are still open");
    }

    @Test
    void and_where_each_is_closed() {
        Play play = play("tidy");
        assertThat(play.confirmed()).containsOnlyKeys(KIND);
        assertThat(play.finding(KIND).body()).endsWith("all of them were closed.");
    }

    @Test
    void and_nothing_where_one_serves_all() {
        Play play = play(CORRECTED);
        assertThat(play.confirmed()).isEqualTo(Map.of());
        play.recording().holdsContract();
    }

    private Play play(String role) {
        return Play.of(PoolPerCall.class, role, database);
    }
}
