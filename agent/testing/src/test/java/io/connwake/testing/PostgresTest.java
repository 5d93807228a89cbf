package io.connwake.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwake.testing.Database.Session;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PostgresTest {
    @Nested
    class a_database {
        private final Database orders = Postgres.shared().createDatabase("orders");

        @Test
        void belongs_to_a_user_who_can_work_in_it() throws SQLException {
            try (Connection connection = orders.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE item (id int)");

                assertThat(statement.executeUpdate("INSERT INTO item VALUES (1), (2)"))
                        .isEqualTo(2);
            }
        }

        @Test
        void counts_every_session_that_was_ever_opened() throws SQLException {
            orders.connect().close();
            orders.connect().close();

            assertThat(orders.sessionsOpened()).isEqualTo(2);
        }

        @Test
        void counts_the_sessions_that_are_open_now() throws SQLException {
            Connection held = orders.connect();

            assertThat(orders.sessionsOpenNow()).isEqualTo(1);
            held.close();
            orders.awaitSessionsOpen(0);
        }

        @Test
        void does_not_count_its_neighbours_sessions() throws SQLException {
            Database invoices = Postgres.shared().createDatabase("invoices");
            orders.connect().close();

            assertThat(invoices.sessionsOpened()).isZero();
        }

        @Test
        void knows_a_session_by_the_server_process_and_the_name_it_gave() throws SQLException {
            String url = orders.jdbcUrl() + "?ApplicationName=till&assumeMinServerVersion=9.4";
            try (Connection connection = DriverManager.getConnection(url, orders.user(), orders.password());
                    Statement statement = connection.createStatement();
                    ResultSet backend = statement.executeQuery("SELECT pg_backend_pid()")) {
                backend.next();

                assertThat(orders.sessions()).containsExactly(new Session(backend.getInt(1), "till"));
            }
        }

        @Test
        void ends_one_session_and_leaves_the_others() throws SQLException {
            try (Connection ended = orders.connect();
                    Connection left = orders.connect()) {
                orders.endSession(orders.sessions().get(0).id());
                orders.awaitSessionsOpen(1);

                assertThatThrownBy(() -> ended.createStatement().execute("SELECT 1"))
                        .isInstanceOf(SQLException.class);
                assertThat(left.isValid(10)).isTrue();
            }
        }

        @Test
        void is_closed_to_a_wrong_password() {
            assertThatThrownBy(() -> DriverManager.getConnection(orders.jdbcUrl(), orders.user(), "guess"))
                    .isInstanceOf(SQLException.class);

            assertThat(orders.sessionsOpened()).isZero();
            assertThat(orders.refusals()).singleElement().asString().startsWith("password authentication failed");
        }
    }

    @Nested
    class a_server_of_ones_own {
        @Test
        void refuses_whom_its_settings_leave_no_room_for() throws SQLException {
            Map<String, String> settings = Map.of("max_connections", "6", "superuser_reserved_connections", "3");
            try (Postgres small = Postgres.start(settings)) {
                Database orders = small.createDatabase("orders");
                List<Connection> all = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    all.add(orders.connect());
                }

                assertThatThrownBy(orders::connect)
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                full -> assertThat(full.getSQLState()).isEqualTo("53300"));
                assertThat(orders.sessionsOpenNow()).isEqualTo(3);
                assertThat(orders.refusals()).hasSize(1);
                for (Connection connection : all) {
                    connection.close();
                }
            }
        }
    }

    @Test
    void a_restart_ends_every_session_and_leaves_the_data() throws SQLException {
        try (Postgres own = Postgres.start(Map.of())) {
            Database orders = own.createDatabase("orders");
            Connection before = orders.connect();
            try (Statement statement = before.createStatement()) {
                statement.execute("CREATE TABLE item (id int)");
            }
            own.restart();
            assertThat(before.isValid(5)).isFalse();
            try (Connection after = orders.connect();
                    Statement statement = after.createStatement()) {
                assertThat(statement.executeUpdate("INSERT INTO item VALUES (1)"))
                        .isEqualTo(1);
            }
        }
    }
}
