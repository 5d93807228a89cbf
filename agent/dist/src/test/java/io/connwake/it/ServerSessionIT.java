package io.connwake.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Unpooled;
import io.connwake.testing.Database;
import io.connwake.testing.Exit;
import io.connwake.testing.Jdk;
import io.connwake.testing.MariaDb;
import io.connwake.testing.Postgres;
import io.connwake.testing.SpanSeen;
import io.connwake.testing.Telemetry;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The id that a server gave a session, held against what the server itself wrote down. */
class ServerSessionIT {
    private static final String SESSION = "connwake.connection.server_session";
    private static final String SERVERS_ANSWERS = "10 answers\n";

    private static final String CONNECTIONS_SOON_GARBAGE = "-Xmn4m";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(names = "POSTGRESQL.*", mode = Mode.MATCH_ALL)
    void is_that_of_a_postgresql_process(Library driver) {
        Database database = Postgres.shared().createDatabase("sessions");

        isOnEverySpan(database, recorded(driver, database, database.jdbcUrl()));
    }

    @ParameterizedTest
    @EnumSource(names = "MARIADB.*", mode = Mode.MATCH_ALL)
    void is_that_of_a_mariadb_thread(Library driver) {
        Database database = MariaDb.shared().createDatabase("sessions");

        isOnEverySpan(database, recorded(driver, database, database.jdbcUrl()));
    }

    @ParameterizedTest
    @CsvSource({"MYSQL, sslMode=DISABLED", "MYSQL_8, sslMode=DISABLED", "MYSQL_5, useSSL=false"})
    void is_that_of_the_same_thread_for_a_mysql_driver(Library driver, String withoutTls) {
        Database database = MariaDb.shared().createDatabase("sessions");
        String url = database.jdbcUrl().replaceAll("jdbc:mariadb:(.*)[?].*", "jdbc:mysql:$1?" + withoutTls);

        isOnEverySpan(database, recorded(driver, database, url));
    }

    private Telemetry recorded(Library driver, Database database, String url) {
        Trial trial = Trial.of(Unpooled.class, Jdk.current(), directory, driver)
                .option(CONNECTIONS_SOON_GARBAGE)
                .arguments("manager", url, database.user(), database.password());
        Exit exit = trial.run();

        assertThat(exit.err()).isEmpty();
        assertThat(exit.out()).isEqualTo(SERVERS_ANSWERS);
        return trial.recorded();
    }

    private static void isOnEverySpan(Database database, Telemetry seen) {
        Object[] ids = database.sessions().stream().map(Database.Session::id).toArray();
        assertThat(List.of("connect ", "connection ", "lease ", "acquire "))
                .allSatisfy(kind -> assertThat(inOrder(seen.spansNamed(kind)))
                        .extracting(span -> span.attribute(SESSION))
                        .containsExactly(ids));
        assertThat(seen.sum("connwake.agent.errors")).isZero();
    }

    private static List<SpanSeen> inOrder(List<SpanSeen> spans) {
        return spans.stream()
                .sorted(Comparator.comparingLong(SpanSeen::startEpochNanos))
                .toList();
    }
}
