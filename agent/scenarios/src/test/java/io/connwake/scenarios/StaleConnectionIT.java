package io.connwake.scenarios;

import static io.connwake.scenarios.Play.CORRECTED;
import static io.connwake.scenarios.Play.FAULTY;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.trouble.LongPause;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Cut;
import io.connwake.testing.Database;
import io.connwake.testing.MariaDb;
import io.connwake.testing.PgBouncer;
import io.connwake.testing.Postgres;
import io.connwake.testing.Relay;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A pause that is longer than two seconds, the limit of the server or of what is before it. */
@Order(1)
class StaleConnectionIT {
    private static final String KIND = "stale_connection";

    /** Pools that lend a dead connection again. */
    private static final String POISONED = "poisoned_pool";

    @Nested
    class on_postgresql_with_an_idle_session_timeout {
        private final Database database = Postgres.shared().createDatabase("stale");
        private final String url = database.jdbcUrl() + "?options=-c%20idle_session_timeout=2000";

        @ParameterizedTest
        @CsvSource({
            "hikari, com.zaxxer.hikari.aliveBypassWindowMs",
            "tomcat, testOnBorrow=true",
            "dbcp, testOnBorrow=true",
            "agroal, idleValidationTimeout=PT1S",
            "none, Ask isValid"
        })
        void a_connection_that_idled_for_too_long_is_met_dead(String library, String advice) {
            Play play = play(FAULTY, library, database, url);
            assertStale(play, advice);
            assertThat(play.evidence(KIND)).contains("The server itself says that they were idle for too long");
        }

        @ParameterizedTest
        @ValueSource(strings = {"hikari", "tomcat", "dbcp", "agroal", "none"})
        void and_none_where_it_is_tested_first(String library) {
            assertNothing(play(CORRECTED, library, database, url));
        }
    }

    @Nested
    class on_mariadb_with_a_wait_timeout {
        private final Database database = MariaDb.shared().createDatabase("stale");
        private final String url = database.jdbcUrl() + "&sessionVariables=wait_timeout=2";

        @ParameterizedTest
        @CsvSource({"hikari, com.zaxxer.hikari.aliveBypassWindowMs", "none, Ask isValid"})
        void a_connection_that_idled_for_too_long_is_met_dead(String library, String advice) {
            assertStale(play(FAULTY, library, database, url), advice);
        }

        @Test
        void and_none_where_it_is_tested_first() {
            assertNothing(play(CORRECTED, "hikari", database, url));
        }
    }

    @Nested
    class behind_something_that_gives_up_idle_connections {
        private final Database database = Postgres.shared().createDatabase("stale");

        @ParameterizedTest
        @CsvSource({"tomcat, FIN", "dbcp, RESET", "none, RESET"})
        void they_are_met_dead(String library, Cut how) {
            try (Relay relay = Relay.to(Postgres.shared().port()).idleLimit(Duration.ofSeconds(2), how)) {
                Play play = play(FAULTY, library, database, relay.url(database));
                assertStale(play, library.equals("none") ? "Ask isValid" : "testOnBorrow=true");
                assertThat(play.evidence(KIND)).startsWith("1 death at 3.");
            }
        }

        @Test
        void and_none_where_they_are_tested_first() {
            try (Relay relay = Relay.to(Postgres.shared().port()).idleLimit(Duration.ofSeconds(2), Cut.RESET)) {
                assertNothing(play(CORRECTED, "dbcp", database, relay.url(database)));
            }
        }
    }

    @Nested
    class behind_a_pgbouncer_with_a_client_idle_timeout {
        private final Database database = Postgres.shared().createDatabase("stale");
        /** It looks for idle clients every three seconds. */
        private static final String LONGER_SECONDS = "7";

        private final Map<String, String> twoSeconds = Map.of("client_idle_timeout", "2", "pool_mode", "transaction");

        @ParameterizedTest
        @CsvSource({"hikari, com.zaxxer.hikari.aliveBypassWindowMs", "none, Ask isValid"})
        void they_are_met_dead(String library, String advice) {
            try (PgBouncer bouncer = PgBouncer.before(Postgres.shared(), twoSeconds)) {
                Play play = play(FAULTY, library, database, bouncer.jdbcUrl(database), LONGER_SECONDS);
                assertStale(play, advice);
                assertThat(play.seen()
                                .sum("connwake.connection.stale", Map.of("connwake.stale.kind", "server_closed_idle")))
                        .isEqualTo(1);
            }
        }

        @Test
        void and_none_where_they_are_tested_first() {
            try (PgBouncer bouncer = PgBouncer.before(Postgres.shared(), twoSeconds)) {
                assertNothing(play(CORRECTED, "dbcp", database, bouncer.jdbcUrl(database), LONGER_SECONDS));
            }
        }
    }

    private static Play play(String role, String library, Database database, String url, String... further) {
        ChildJvm jvm = ChildJvm.ofMain(LongPause.class);
        if (role.equals(FAULTY)) {
            jvm.property("com.zaxxer.hikari.aliveBypassWindowMs", 3_600_000);
        }
        String[] arguments =
                Stream.concat(Stream.of(library), Stream.of(further)).toArray(String[]::new);
        return Play.of(jvm, "LongPause-" + library, role, database, url, arguments);
    }

    private static void assertStale(Play play, String advice) {
        assertThat(play.exit().out()).contains("met ");
        assertThat(play.confirmed()).containsKey(KIND);
        assertThat(play.confirmed().keySet()).isSubsetOf(KIND, POISONED);
        assertThat(play.site(KIND)).startsWith("com.example.trouble.L").contains("(L");
        assertThat(play.advice(KIND)).contains(advice);
    }

    private static void assertNothing(Play play) {
        assertThat(play.exit().out()).doesNotContain("met ");
        assertThat(play.confirmed()).isEqualTo(Map.of());
        play.recording().holdsContract();
    }
}
