package io.connwake.scenarios;

import static io.connwake.scenarios.Play.CORRECTED;
import static io.connwake.scenarios.Play.FAULTY;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.trouble.NoConnect;
import com.example.trouble.Restart;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Cut;
import io.connwake.testing.Database;
import io.connwake.testing.LogSeen;
import io.connwake.testing.PgBouncer;
import io.connwake.testing.Postgres;
import io.connwake.testing.Relay;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What ends connections without having been idle's fault. */
class RestartIT {
    private final Database database = Postgres.shared().createDatabase("restart");

    @Test
    void sessions_that_an_administrator_ended_are_said_to_be_that_and_no_limit_is_claimed() {
        Play play = Play.of(Restart.class, FAULTY, database, "dbcp");
        assertThat(play.exit().out()).contains("met 57P01");
        assertThat(play.confirmed()).isEqualTo(Map.of());
        List<LogSeen> said = play.seen().findings("stale_connection", "suspected");
        assertThat(said).hasSize(1);
        assertThat(said.get(0).body()).contains("a restart, a failover or an administrator, not an idle limit");
        play.recording().holdsContract();
    }

    @Test
    void and_nothing_is_said_where_the_pool_tests_what_it_lends() {
        Play play = Play.of(Restart.class, CORRECTED, database, "hikari");
        assertThat(play.confirmed()).isEqualTo(Map.of());
        assertThat(play.seen().findings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Cut.class,
            names = {"FIN", "RESET"})
    void a_connect_that_is_cut_is_never_stale(Cut how) {
        try (Relay relay = Relay.to(Postgres.shared().port())) {
            relay.cutConnects(how);
            ChildJvm jvm = ChildJvm.ofMain(NoConnect.class);
            Play play = Play.of(jvm, "NoConnect", FAULTY, database, relay.url(database), "tomcat");
            assertThat(play.exit().out()).contains("met ");
            assertThat(play.seen().findings("stale_connection", "suspected")).isEmpty();
            assertThat(play.confirmed()).doesNotContainKey("stale_connection");
        }
    }

    @Test
    void a_queue_that_is_too_long_at_a_proxy_is_never_stale() throws SQLException {
        Map<String, String> oneServer = Map.of("default_pool_size", "1", "query_wait_timeout", "1");
        try (PgBouncer bouncer = PgBouncer.before(Postgres.shared(), oneServer);
                Connection holder =
                        DriverManager.getConnection(bouncer.jdbcUrl(database), database.user(), database.password());
                Statement statement = holder.createStatement()) {
            statement.execute("select 1");
            ChildJvm jvm = ChildJvm.ofMain(NoConnect.class);
            Play play = Play.of(jvm, "NoConnect", FAULTY, database, bouncer.jdbcUrl(database), "tomcat");
            assertThat(play.seen().findings("stale_connection", "suspected")).isEmpty();
            assertThat(play.confirmed()).doesNotContainKeys("stale_connection", "pool_exhausted");
            assertThat(play.seen().spansNamed("connect "))
                    .isNotEmpty()
                    .allSatisfy(connect -> assertThat(connect.attribute("connwake.connect.kind"))
                            .isEqualTo("proxy_queue_timeout"));
        }
    }
}
