package io.connwake.scenarios;

import static io.connwake.scenarios.Play.CORRECTED;
import static io.connwake.scenarios.Play.FAULTY;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.trouble.PinnedSessions;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Database;
import io.connwake.testing.MariaDb;
import io.connwake.testing.Postgres;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No proxy of Amazon's is at hand: the setting says that the server is one. */
class ProxyPinningIT {
    private static final String KIND = "proxy_pinning";

    @Nested
    class on_postgresql {
        private final Database database = Postgres.shared().createDatabase("pinned");

        @ParameterizedTest
        @CsvSource({
            "statement, schema, PinnedSessions.run(, search_path",
            "call, schema, PinnedSessions.setTheSchema(, search_path",
            "lock, lock, PinnedSessions.lockForTheSession(, pg_advisory_xact_lock",
        })
        void what_pins_is_said_with_its_line(String how, String reason, String site, String advice) {
            Play play = play(database, FAULTY, "rds", how);
            assertThat(play.confirmed()).containsOnlyKeys(KIND);
            assertThat(play.site(KIND)).contains(site);
            assertThat(play.evidence(KIND)).startsWith(reason + " on 2 connections; pinned for");
            assertThat(play.advice(KIND)).contains(advice);
            assertThat(play.seen().sum("connwake.connection.pinned_time", Map.of("connwake.pin.use", "idle")))
                    .isPositive();
            play.recording().holdsContract();
        }

        @Test
        void what_the_pool_pins_is_said_with_its_property() {
            Play play = play(database, FAULTY, "rds", "pool");
            assertThat(play.confirmed()).containsOnlyKeys(KIND);
            assertThat(play.evidence(KIND)).startsWith("set on 2 connections");
            assertThat(play.advice(KIND)).startsWith("Drop connectionInitSql;");
        }

        @ParameterizedTest
        @ValueSource(strings = {"statement", "lock", "pool"})
        void nothing_is_said_of_the_corrected_one(String how) {
            Play play = play(database, CORRECTED, "rds", how);
            assertThat(play.seen().findings()).isEmpty();
            play.recording().holdsContract();
        }

        @Test
        void nothing_is_said_where_no_proxy_is() {
            assertThat(play(database, FAULTY, "auto", "statement").seen().findings())
                    .isEmpty();
        }

        @Test
        void behind_pgbouncer_it_is_said_to_be_left_to_others() {
            Play play = play(database, FAULTY, "pgbouncer", "statement");
            assertThat(play.confirmed()).containsOnlyKeys(KIND);
            assertThat(play.finding(KIND).body()).contains("the next client gets");
            assertThat(play.advice(KIND)).contains("SET LOCAL");
        }
    }

    @Nested
    class on_mariadb {
        private final Database database = MariaDb.shared().createDatabase("pinned");

        @Test
        void a_user_variable_pins() {
            Play play = play(database, FAULTY, "rds", "mariadb");
            assertThat(play.confirmed()).containsOnlyKeys(KIND);
            assertThat(play.evidence(KIND)).startsWith("set on 2 connections");
            assertThat(play.advice(KIND)).contains("EXCLUDE_VARIABLE_SETS");
        }

        @Test
        void a_statement_prepared_at_the_server_pins() {
            String url =
                    database.jdbcUrl() + (database.jdbcUrl().contains("?") ? "&" : "?") + "useServerPrepStmts=true";
            Play play = play(database, url, CORRECTED, "rds", "mariadb");
            assertThat(play.confirmed()).containsOnlyKeys(KIND);
            assertThat(play.evidence(KIND)).startsWith("prepared on 2 connections");
            assertThat(play.advice(KIND)).contains("useServerPrepStmts=false");
        }

        @Test
        void tracked_variables_and_statements_prepared_by_the_client_do_not() {
            Play play = play(database, CORRECTED, "rds", "mariadb");
            assertThat(play.confirmed()).isEqualTo(Map.of());
            play.recording().holdsContract();
        }
    }

    private static Play play(Database database, String role, String proxy, String how) {
        return play(database, database.jdbcUrl(), role, proxy, how);
    }

    private static Play play(Database database, String url, String role, String proxy, String how) {
        ChildJvm jvm = ChildJvm.ofMain(PinnedSessions.class).property("connwake.proxy", proxy);
        return Play.of(jvm, "PinnedSessions-" + how, role, database, url, how);
    }
}
