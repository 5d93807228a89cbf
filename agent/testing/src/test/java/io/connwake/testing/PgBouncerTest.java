package io.connwake.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PgBouncerTest {
    private final Database database = Postgres.shared().createDatabase("bounced");

    @Test
    void passes_an_application_on_to_its_database() throws SQLException {
        try (PgBouncer bouncer = PgBouncer.before(Postgres.shared(), Map.of());
                Connection connection = connect(bouncer);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT current_database()")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo(database.name());
        }
    }

    @Test
    void says_so_when_a_client_has_waited_too_long_for_a_server() throws SQLException {
        try (PgBouncer bouncer = PgBouncer.before(
                        Postgres.shared(),
                        Map.of("default_pool_size", "1", "query_wait_timeout", "1", "pool_mode", "session"));
                Connection holder = connect(bouncer);
                Statement statement = holder.createStatement()) {
            statement.execute("SELECT 1");
            assertThatThrownBy(() -> connect(bouncer)).hasMessageContaining("query_wait_timeout");
        }
    }

    @Test
    void starts_on_another_port_where_somebody_took_the_first_meanwhile() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Iterator<Integer> ports =
                    List.of(taken.getLocalPort(), FreePort.find()).iterator();
            try (PgBouncerProcess bouncer =
                    PgBouncerProcess.start("* = host=127.0.0.1", "", Map.of("auth_type", "any"), ports::next)) {
                assertThat(bouncer.port()).isNotEqualTo(taken.getLocalPort());
                assertThat(bouncer.clients()).isZero();
            }
        }
    }

    private Connection connect(PgBouncer bouncer) throws SQLException {
        return DriverManager.getConnection(bouncer.jdbcUrl(database), database.user(), database.password());
    }
}
