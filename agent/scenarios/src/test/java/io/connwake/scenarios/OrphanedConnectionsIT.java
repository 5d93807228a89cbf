package io.connwake.scenarios;

import static io.connwake.scenarios.Play.CORRECTED;
import static io.connwake.scenarios.Play.FAULTY;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.trouble.RebuiltPool;
import io.connwake.testing.Database;
import io.connwake.testing.Postgres;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrphanedConnectionsIT {
    private final Database database = Postgres.shared().createDatabase("orphaned_connections");

    /** Each opened two and lent one; whether the other is its own shows where nothing else was built meanwhile. */
    @Test
    void connections_of_a_pool_that_was_replaced_without_being_closed_are_found() {
        Play play = play(FAULTY);
        assertThat(play.confirmed()).containsOnlyKeys("orphaned_connections");
        assertThat(play.finding("orphaned_connections").body())
                .containsPattern(
                        "2 pools orders were replaced without being closed, but (at least [23]|4) connections to");
        assertThat(play.advice("orphaned_connections")).startsWith("Call close() on the data source");
    }

    @Test
    void and_none_where_each_is_closed() {
        Play play = play(CORRECTED);
        assertThat(play.confirmed()).isEqualTo(Map.of());
        play.recording().holdsContract();
    }

    private Play play(String role) {
        return Play.of(RebuiltPool.class, role, database);
    }
}
