package io.connwake.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Unpooled;
import io.connwake.testing.Database;
import io.connwake.testing.Exit;
import io.connwake.testing.FreePort;
import io.connwake.testing.Jdk;
import io.connwake.testing.MariaDb;
import io.connwake.testing.Postgres;
import io.connwake.testing.SpanSeen;
import io.connwake.testing.Telemetry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a URL names several servers and nobody listens at the first. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SeveralServersIT {
    private static final int CONNECTS = 10;
    private static final List<String> OF_A_CONNECTION = List.of("connect ", "connection ", "lease ", "acquire ");

    private final int closed = FreePort.find();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"manager", "source"})
    void the_postgresql_that_answered_is_named_by_way_of(String way) {
        isAt(Postgres.shared().port(), postgres(Library.POSTGRESQL, way));
    }

    @ParameterizedTest
    @EnumSource(names = "POSTGRESQL_.*", mode = Mode.MATCH_ALL)
    void the_postgresql_that_answered_is_named_by_an_older(Library driver) {
        isAt(Postgres.shared().port(), postgres(driver, "manager"));
    }

    @ParameterizedTest
    @EnumSource(names = "MARIADB.*", mode = Mode.MATCH_ALL)
    void the_mariadb_that_answered_is_named_by(Library driver) {
        Database database = MariaDb.shared().createDatabase("several");

        isAt(MariaDb.shared().port(), answered(driver, "manager", database, database.jdbcUrl()));
    }

    /** Since it may lead to another by the next statement. */
    @ParameterizedTest
    @CsvSource({
        "MARIADB, jdbc:mariadb:sequential:, ''",
        "MARIADB_3, jdbc:mariadb:sequential:, ''",
        "MARIADB_2, jdbc:mariadb:sequential:, ''",
        "MARIADB_2, jdbc:mariadb:, &autoReconnect=true",
        "MYSQL, jdbc:mysql:, &sslMode=DISABLED",
        "MYSQL_8, jdbc:mysql:, &sslMode=DISABLED",
        "MYSQL_5, jdbc:mysql:, &useSSL=false"
    })
    void of_a_connection_that_changes_servers_the_first_is_named(Library driver, String beginning, String more) {
        Database database = MariaDb.shared().createDatabase("several");
        String url = database.jdbcUrl().replace("jdbc:mariadb:", beginning) + more;

        isAt(closed, answered(driver, "manager", database, url));
    }

    @ParameterizedTest
    @CsvSource({"POSTGRESQL, postgresql, ''", "MARIADB, mariadb, ''", "MYSQL, mysql, ?retriesAllDown=1"})
    void none_is_named_where_all_refuse(Library driver, String system, String more) {
        String url = "jdbc:" + system + "://127.0.0.1:" + closed + ",127.0.0.1:" + FreePort.find() + "/orders" + more;
        Trial trial = trial(driver).arguments("manager", url, "app", "any");
        Exit exit = trial.run();

        assertThat(exit.out()).endsWith("\n0 answers\n");
        Telemetry seen = trial.recorded();
        assertThat(List.of("connect ", "lease "))
                .allSatisfy(kind -> assertThat(seen.spansNamed(kind))
                        .hasSize(CONNECTS)
                        .allSatisfy(span -> {
                            assertThat(span.name()).isEqualTo(kind + system);
                            assertThat(span.attribute("db.namespace")).isEqualTo("orders");
                            assertThat(span.attribute("server.address")).isNull();
                            assertThat(span.attribute("server.port")).isNull();
                        }));
        assertThat(seen.sum("connwake.connection.refused", Map.of("server.address", "127.0.0.1")))
                .isZero();
        assertThat(seen.sum("connwake.connection.refused")).isEqualTo(CONNECTS);
        assertThat(seen.sum("connwake.agent.errors")).isZero();
    }

    private Telemetry postgres(Library driver, String way) {
        Database database = Postgres.shared().createDatabase("several");

        return answered(driver, way, database, database.jdbcUrl());
    }

    private Telemetry answered(Library driver, String way, Database database, String url) {
        Trial trial = trial(driver)
                .arguments(way, url.replace("//", "//127.0.0.1:" + closed + ","), database.user(), database.password());
        Exit exit = trial.run();

        assertThat(exit.out()).isEqualTo(CONNECTS + " answers\n");
        return trial.recorded();
    }

    private Trial trial(Library driver) {
        return Trial.of(Unpooled.class, Jdk.current(), directory, driver).setting("acquire.threshold", "0ms");
    }

    private static void isAt(int port, Telemetry seen) {
        assertThat(OF_A_CONNECTION)
                .allSatisfy(kind -> assertThat(seen.spansNamed(kind))
                        .hasSize(CONNECTS)
                        .allSatisfy(span -> {
                            assertThat(span.attribute("server.address")).isEqualTo("127.0.0.1");
                            assertThat(span.attribute("server.port")).isEqualTo((long) port);
                        }));
        assertThat(seen.spansNamed("connect ")).extracting(SpanSeen::name).containsOnly("connect 127.0.0.1:" + port);
        assertThat(seen.sum("connwake.connection.opened", Map.of("server.port", (long) port)))
                .isEqualTo(CONNECTS);
        assertThat(seen.sum("connwake.connection.opened")).isEqualTo(CONNECTS);
        assertThat(seen.sum("connwake.agent.errors")).isZero();
    }
}
