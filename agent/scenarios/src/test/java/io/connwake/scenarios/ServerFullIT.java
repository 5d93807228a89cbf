package io.connwake.scenarios;

import static io.connwake.scenarios.Play.CORRECTED;
import static io.connwake.scenarios.Play.FAULTY;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.trouble.CrowdedServer;
import io.connwake.testing.Database;
import io.connwake.testing.Postgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServerFullIT {
    private final Database database = Postgres.shared().createDatabase("crowd");

    /** Its owner may say so; it holds for all but superusers. */
    @BeforeEach
    void the_database_admits_two() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER DATABASE " + database.name() + " CONNECTION LIMIT 2");
        }
        database.awaitSessionsOpen(0);
    }

    @Test
    void a_refused_connection_tells_what_this_process_held_then() {
        Play play = Play.of(CrowdedServer.class, FAULTY, database);
        assertThat(play.confirmed()).containsOnlyKeys("server_full");
        assertThat(play.evidence("server_full")).startsWith("This process had 2 there: tickets 2 (2 in use, 0 idle");
        assertThat(play.advice("server_full")).contains("up to 3 there").contains("Lower maximumPoolSize of tickets");
        play.recording().holdsContract();
    }

    @Test
    void and_there_is_none_where_the_pool_asks_for_no_more() {
        Play play = Play.of(CrowdedServer.class, CORRECTED, database);
        assertThat(play.confirmed()).isEqualTo(Map.of());
        play.recording().holdsContract();
    }
}
