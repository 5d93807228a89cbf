package io.connwake.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.trouble.DeadSession;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Database;
import io.connwake.testing.Postgres;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is counted when a session ends at the server, and who notices: the pool's test, or the application. */
class DeadSessionIT {
    private final Database database = Postgres.shared().createDatabase("session");

    @ParameterizedTest
    @CsvSource({
        "hikari, validation, served",
        "dbcp,   validation, served",
        "tomcat, application, failed 57P05",
        "agroal, application, failed 57P05"
    })
    void the_server_s_idle_limit_makes_it_stale(String library, String seenBy, String said) {
        Play play = play("idle", "?options=-c%20idle_session_timeout=1500", library);
        assertThat(play.exit().out()).contains(said);
        assertThat(stale(play)).containsExactly("server_closed_idle by " + seenBy);
        assertThat(play.seen().sum("db.client.connection.count")).isEqualTo(kept(library));
        assertThat(closed(play)).contains("dead");
        play.recording().holdsContract();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hikari", "dbcp", "tomcat", "agroal"})
    void an_administrator_s_end_of_it_does_not(String library) {
        Play play = play("ended", "", library);
        assertThat(stale(play)).isEmpty();
        assertThat(closed(play)).contains("dead");
        assertThat(play.seen().sum("db.client.connection.count")).isEqualTo(kept(library));
        assertThat(play.confirmed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hikari", "dbcp", "agroal"})
    void nor_does_its_end_at_work(String library) {
        Play play = play("at_work", "", library);
        assertThat(play.exit().out()).contains("failed 57P01");
        assertThat(stale(play)).isEmpty();
        assertThat(closed(play)).contains("dead");
        assertThat(play.seen().sum("db.client.connection.count")).isEqualTo(kept(library));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hikari", "dbcp", "tomcat", "agroal"})
    void one_whose_transaction_the_server_ended_was_held_idle_by_its_borrower(String library) {
        Play play = play("in_transaction", "?options=-c%20idle_in_transaction_session_timeout=1500", library);
        assertThat(play.exit().out()).contains("failed 25P03");
        assertThat(play.confirmed()).containsEntry("held_idle", 1).doesNotContainKey("stale_connection");
        assertThat(play.site("held_idle")).contains("DeadSession.order(DeadSession.java:");
        assertThat(play.evidence("held_idle")).contains("SQLState 25P03");
        assertThat(stale(play)).isEmpty();
        play.recording().holdsContract();
    }

    private Play play(String role, String parameters, String library) {
        ChildJvm jvm = ChildJvm.ofMain(DeadSession.class);
        return Play.of(jvm, "DeadSession-" + library, role, database, database.jdbcUrl() + parameters, library);
    }

    private static List<String> stale(Play play) {
        return play.seen().points("connwake.connection.stale", Map.of()).stream()
                .map(point -> point.attributes().get("connwake.stale.kind") + " by "
                        + point.attributes().get("connwake.stale.seen_by"))
                .distinct()
                .toList();
    }

    /** Tomcat closes it when it is given back, and the program asks for no other. */
    private static double kept(String library) {
        return library.equals("tomcat") ? 0 : 1;
    }

    private static List<Object> closed(Play play) {
        return play.seen().spans().stream()
                .filter(span -> span.name().startsWith("connection "))
                .map(span -> span.attribute("connwake.close.reason"))
                .toList();
    }
}
