package io.connwake.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RelayTest {
    private final Postgres server = Postgres.shared();
    private final Database database = server.createDatabase("relay");
    private final Relay relay = Relay.to(server.port());

    @AfterEach
    void close() {
        relay.close();
    }

    private Connection connect() throws SQLException {
        return connect("");
    }

    private Connection connect(String parameters) throws SQLException {
        return DriverManager.getConnection(relay.url(database) + parameters, database.user(), database.password());
    }

    private static int ask(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("select 42")) {
            answer.next();
            return answer.getInt(1);
        }
    }

    @Nested
    class a_connection {
        @Test
        void is_passed_on_until_it_is_closed() throws SQLException {
            try (Connection connection = connect()) {
                assertThat(ask(connection)).isEqualTo(42);
                assertThat(relay.links()).hasSize(1);
            }
            database.awaitSessionsOpen(0);
            await().until(() -> relay.links().isEmpty());
        }

        @Test
        void ends_in_order_by_fin() throws SQLException {
            try (Connection connection = connect()) {
                relay.cut(Cut.FIN);
                assertThatThrownBy(() -> ask(connection)).hasRootCauseInstanceOf(EOFException.class);
            }
        }

        @Test
        void is_reset() throws SQLException {
            try (Connection connection = connect()) {
                relay.cut(Cut.RESET);
                assertThatThrownBy(() -> ask(connection))
                        .hasRootCauseInstanceOf(SocketException.class)
                        .rootCause()
                        .hasMessageContaining("Connection reset");
            }
        }

        @Test
        void is_not_answered_any_more_in_a_blackhole() throws SQLException {
            try (Connection connection = connect("?socketTimeout=1")) {
                relay.cut(Cut.BLACKHOLE);
                assertThatThrownBy(() -> ask(connection)).hasRootCauseInstanceOf(SocketTimeoutException.class);
                assertThat(database.sessionsOpenNow()).isEqualTo(1);
            }
        }

        @Test
        void is_cut_alone() throws SQLException {
            try (Connection cut = connect();
                    Connection left = connect()) {
                relay.links().get(0).cut(Cut.FIN);
                assertThatThrownBy(() -> ask(cut)).isInstanceOf(SQLException.class);
                assertThat(ask(left)).isEqualTo(42);
            }
        }

        @Test
        void comes_late_through_a_slow_relay() throws SQLException {
            try (Connection connection = connect("?socketTimeout=1")) {
                relay.delay(Duration.ofSeconds(5));
                assertThatThrownBy(() -> ask(connection)).hasRootCauseInstanceOf(SocketTimeoutException.class);
                relay.delay(Duration.ZERO);
            }
        }
    }

    @Nested
    class an_idle_connection {
        @Test
        void is_known_by_its_idle_time() throws SQLException {
            try (Connection idle = connect()) {
                await().until(() -> relay.idleFor(Duration.ofMillis(200)).size() == 1);
                assertThat(ask(idle)).isEqualTo(42);
                assertThat(relay.idleFor(Duration.ofMinutes(1))).isEmpty();
            }
        }

        @Test
        void is_cut_at_the_limit() throws SQLException {
            try (Connection idle = connect()) {
                relay.idleLimit(Duration.ofMillis(300), Cut.FIN);
                database.awaitSessionsOpen(0);
                assertThat(relay.links()).isEmpty();
                assertThatThrownBy(() -> ask(idle)).hasRootCauseInstanceOf(EOFException.class);
            }
        }
    }

    @Nested
    class a_connect {
        @Test
        void is_reset_while_it_is_under_way() throws SQLException {
            relay.cutConnects(Cut.RESET);
            assertThatThrownBy(RelayTest.this::connect).hasRootCauseInstanceOf(SocketException.class);
            relay.cutConnects(null);
            try (Connection connection = connect()) {
                assertThat(ask(connection)).isEqualTo(42);
            }
        }
    }
}
