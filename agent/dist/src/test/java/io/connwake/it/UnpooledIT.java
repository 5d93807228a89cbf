package io.connwake.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Unpooled;
import io.connwake.testing.Database;
import io.connwake.testing.Exit;
import io.connwake.testing.FreePort;
import io.connwake.testing.Jdk;
import io.connwake.testing.Postgres;
import io.connwake.testing.Telemetry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EachJdk
class UnpooledIT {
    private static final int CONNECTS = 10;

    private final Jdk jdk;
    private final Database database = Postgres.shared().createDatabase("unpooled");

    @TempDir
    private Path directory;

    UnpooledIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @Nested
    class a_connection_without_a_pool {
        @ParameterizedTest
        @ValueSource(strings = {"manager", "source"})
        void is_a_lease_of_its_server(String way) {
            Trial trial = trial(way, database.jdbcUrl(), database.user(), database.password());
            Exit exit = trial.run();

            assertThat(exit.out()).isEqualTo(CONNECTS + " answers\n");
            assertThat(exit.err()).isEmpty();
            assertThat(database.sessionsOpened()).isEqualTo(CONNECTS);
            isOneLeaseEach(trial.recorded(), "127.0.0.1:" + Postgres.shared().port());
        }

        @ParameterizedTest
        @ValueSource(strings = {"manager", "source"})
        void to_a_database_in_memory_is_a_lease_of_its_kind(String way) {
            Trial trial = trial(way, "jdbc:h2:mem:unpooled", "sa", "");
            Exit exit = trial.run();

            assertThat(exit.out()).isEqualTo(CONNECTS + " answers\n");
            assertThat(exit.err()).isEmpty();
            isOneLeaseEach(trial.recorded(), "h2database");
        }

        private void isOneLeaseEach(Telemetry seen, String peer) {
            assertThat(seen.spansNamed("lease ")).hasSize(CONNECTS).allSatisfy(lease -> {
                assertThat(lease.name()).isEqualTo("lease " + peer);
                assertThat(lease.attribute("connwake.lease.outcome")).isEqualTo("released");
                assertThat(lease.attribute("connwake.lease.statements")).isEqualTo(1L);
            });
            assertThat(seen.spansNamed("connect " + peer)).hasSize(CONNECTS);
            assertThat(seen.sum("connwake.connection.opened")).isEqualTo(CONNECTS);
            assertThat(seen.sum("connwake.connection.closed")).isEqualTo(CONNECTS);
            assertThat(seen.sum("connwake.connection.closed", Map.of("connwake.close.reason", "released")))
                    .isEqualTo(CONNECTS);
            assertThat(seen.histogramCount("db.client.connection.create_time")).isEqualTo(CONNECTS);
            assertThat(seen.findings()).isEmpty();
            assertThat(seen.sum("connwake.agent.errors")).isZero();
        }
    }

    @Nested
    class a_connect_that_fails {
        @ParameterizedTest
        @ValueSource(strings = {"manager", "source"})
        void because_nobody_listens(String way) throws IOException {
            String url = "jdbc:postgresql://127.0.0.1:" + FreePort.find() + "/orders";

            failsAs(way, url, "any", "connect_refused");
        }

        @ParameterizedTest
        @ValueSource(strings = {"manager", "source"})
        void because_the_password_is_wrong(String way) {
            failsAs(way, database.jdbcUrl(), "wrong", "auth");
        }

        @Test
        void because_the_database_does_not_exist() {
            failsAs("manager", database.jdbcUrl() + "_not", database.password(), "config");
        }

        private void failsAs(String way, String url, String password, String kind) {
            Trial trial = trial(way, url, database.user(), password);
            Exit exit = trial.run();

            assertThat(exit.out()).endsWith("\n0 answers\n");
            assertThat(exit.err()).isEmpty();
            Telemetry seen = trial.recorded();
            assertThat(seen.spansNamed("connect 127.0.0.1:")).hasSize(CONNECTS).allSatisfy(connect -> {
                assertThat(connect.status()).isEqualTo("ERROR");
                assertThat(connect.attribute("connwake.connect.kind")).isEqualTo(kind);
            });
            assertThat(seen.spansNamed("lease 127.0.0.1:"))
                    .hasSize(CONNECTS)
                    .extracting(lease -> lease.attribute("connwake.lease.outcome"))
                    .containsOnly("refused");
            assertThat(seen.spans())
                    .filteredOn(span -> span.parentSpanId().isEmpty())
                    .hasSize(CONNECTS);
            assertThat(seen.sum("connwake.connection.refused")).isEqualTo(CONNECTS);
            assertThat(seen.sum("connwake.connection.opened")).isZero();
            assertThat(seen.findings()).isEmpty();
            assertThat(seen.sum("connwake.agent.errors")).isZero();
        }
    }

    private Trial trial(String way, String url, String user, String password) {
        return Trial.of(Unpooled.class, jdk, directory, Library.H2, Library.POSTGRESQL)
                .arguments(way, url, user, password);
    }
}
