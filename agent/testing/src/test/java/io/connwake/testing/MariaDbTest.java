package io.connwake.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwake.testing.Database.Session;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MariaDbTest {
    @Nested
    class a_database {
        private final Database orders = MariaDb.shared().createDatabase("orders");

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
            Database invoices = MariaDb.shared().createDatabase("invoices");
            Connection held = orders.connect();

            assertThat(invoices.sessionsOpened()).isZero();
            assertThat(invoices.openSessions()).isEmpty();
            held.close();
        }

        @Test
        void knows_a_session_by_the_servers_thread() throws SQLException {
            try (Connection connection = orders.connect()) {
                long id = idOf(connection);

                assertThat(orders.sessions()).containsExactly(new Session(id, ""));
                assertThat(orders.openSessions()).containsExactly(id);
            }
        }

        @Test
        void ends_one_session_and_leaves_the_others() throws SQLException {
            try (Connection ended = orders.connect();
                    Connection left = orders.connect()) {
                orders.endSession(idOf(ended));
                orders.awaitSessionsOpen(1);

                assertThatThrownBy(() -> idOf(ended)).isInstanceOf(SQLException.class);
                assertThat(orders.openSessions()).containsExactly(idOf(left));
            }
        }

        @Test
        void is_closed_to_a_wrong_password() {
            assertThatThrownBy(() -> DriverManager.getConnection(orders.jdbcUrl(), orders.user(), "guess"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            denied -> assertThat(denied.getErrorCode()).isEqualTo(1045));

            assertThat(orders.sessionsOpened()).isZero();
            assertThat(orders.refusals()).singleElement().asString().startsWith("Access denied for user");
        }
    }

    @Nested
    class a_server_of_ones_own {
        @Test
        void starts_on_another_port_where_somebody_took_the_first_meanwhile() throws Exception {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                Iterator<Integer> ports =
                        List.of(taken.getLocalPort(), FreePort.find()).iterator();
                try (MariaDb server = MariaDb.start(Map.of(), ports::next);
                        Connection connection = server.createDatabase("orders").connect()) {
                    assertThat(connection.isValid(1)).isTrue();
                }
            }
        }

        @Test
        void refuses_whom_its_settings_leave_no_room_for() throws SQLException {
            try (MariaDb small = MariaDb.start(Map.of("max_connections", "10"))) {
                Database orders = small.createDatabase("orders");
                List<Connection> all = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    all.add(orders.connect());
                }

                assertThatThrownBy(orders::connect)
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                full -> assertThat(full.getErrorCode()).isEqualTo(1040));
                assertThat(orders.sessionsOpened()).isEqualTo(10);
                for (Connection connection : all) {
                    connection.close();
                }
            }
        }
    }

    private static long idOf(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet id = statement.executeQuery("SELECT CONNECTION_ID()")) {
            id.next();
            return id.getLong(1);
        }
    }
}
