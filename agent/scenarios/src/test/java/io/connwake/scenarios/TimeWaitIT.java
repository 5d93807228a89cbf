package io.connwake.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.trouble.OpensAndCloses;
import io.connwake.testing.Database;
import io.connwake.testing.Postgres;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sockets in TIME_WAIT take no slot of the server: they are the client's kernel's, and harmless. */
class TimeWaitIT {
    /** Nine for users: three are kept back for the administrator. */
    private static final String TWELVE_SLOTS = "12";

    @Test
    void five_hundred_connections_one_after_the_other_fit_into_nine_slots() {
        try (Postgres server =
                Postgres.start(Map.of("max_connections", TWELVE_SLOTS, "superuser_reserved_connections", "3"))) {
            Database database = server.createDatabase("narrow");
            Play play = Play.of(OpensAndCloses.class, Play.CORRECTED, database, Integer.toString(server.port()));
            assertThat(Long.parseLong(play.exit().out().trim())).isGreaterThan(100);
            assertThat(play.seen().sum("connwake.connection.refused")).isZero();
            assertThat(play.confirmed()).isEqualTo(Map.of());
            assertThat(database.refusals()).isEmpty();
        }
    }
}
