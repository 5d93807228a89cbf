package io.connwake.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Checkouts;
import com.example.Contention;
import io.connwake.testing.Database;
import io.connwake.testing.Exit;
import io.connwake.testing.Jdk;
import io.connwake.testing.Postgres;
import io.connwake.testing.Telemetry;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@EachJdk
class HikariIT {
    private static final int ACQUIRES = 10_000;
    private static final int RECORDED_PER_SECOND = 2_000;
    private static final String POOL = "orders";

    private final Jdk jdk;
    private final Database database = Postgres.shared().createDatabase("hikari");

    @TempDir
    private Path directory;

    HikariIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @ParameterizedTest
    @EnumSource(names = "HIKARI_.*", mode = EnumSource.Mode.MATCH_ALL)
    void has_every_acquire_and_every_session_of_its_server_counted_and_leases_sampled(Library hikari) {
        Trial trial = checkouts(hikari);
        Exit exit = trial.run();

        assertThat(exit.out()).isEqualTo(ACQUIRES + " answers\n");
        assertThat(exit.err()).isEmpty();
        Telemetry seen = trial.recorded();
        long leases = seen.spansNamed("lease " + POOL).size();
        assertThat(seen.histogramCount("db.client.connection.wait_time")).isEqualTo(ACQUIRES);
        assertThat(seen.histogramCount("db.client.connection.use_time")).isEqualTo(ACQUIRES);
        assertThat(seen.histogramCount("connwake.lease.db_time")).isEqualTo(ACQUIRES);
        assertThat(seen.sum("connwake.connection.opened")).isEqualTo(database.sessionsOpened());
        assertThat(seen.sum("connwake.connection.closed")).isEqualTo(database.sessionsOpened());
        assertThat(seen.spansNamed("connect ")).hasSize(database.sessionsOpened());
        assertThat(seen.spansNamed("connection " + POOL))
                .extracting(connection -> connection.attribute("connwake.connection.server_session"))
                .containsExactlyInAnyOrderElementsOf(
                        database.sessions().stream().map(Database.Session::id).toList());
        assertThat(seen.sum("connwake.agent.events.dropped")).isZero();
        assertThat(leases)
                .isPositive()
                .isLessThanOrEqualTo(RECORDED_PER_SECOND * (exit.wallTime().toSeconds() + 2));
        assertThat(leases + seen.sum("connwake.agent.spans.dropped", Map.of("connwake.agent.kind", "lease")))
                .isEqualTo(ACQUIRES);
        isWell(seen);
    }

    @ParameterizedTest
    @EnumSource(names = "HIKARI_.*", mode = EnumSource.Mode.MATCH_ALL)
    void owns_up_to_what_a_narrow_lane_lost_and_invents_nothing(Library hikari) {
        Trial trial = checkouts(hikari).setting("ring.size", 64);
        Exit exit = trial.run();

        assertThat(exit.err()).isEmpty();
        Telemetry seen = trial.recorded();
        double lost = dropped(seen, "acquired");
        assertThat(lost).isPositive();
        assertThat((double) seen.histogramCount("db.client.connection.wait_time"))
                .as("those lost but for their release, and nothing but those lost, may be missing")
                .isBetween(ACQUIRES - lost, (double) ACQUIRES);
        assertThat((double) seen.histogramCount("db.client.connection.use_time"))
                .isBetween(ACQUIRES - lost - dropped(seen, "released"), (double) ACQUIRES);
        assertThat(seen.sum("connwake.connection.opened")).isEqualTo(database.sessionsOpened());
        assertThat(seen.sum("connwake.lease.open")).isZero();
        isWell(seen);
    }

    @Test
    void takes_contention_that_is_soon_over_for_healthy() {
        Trial trial = Trial.of(Contention.class, jdk, directory, Library.HIKARI_7, Library.POSTGRESQL)
                .setting("leak.threshold", "100ms")
                .on(database);
        Exit exit = trial.run();

        assertThat(exit.out()).isEqualTo("all served\n");
        assertThat(exit.err()).isEmpty();
        Telemetry seen = trial.recorded();
        assertThat(seen.histogramCount("db.client.connection.wait_time")).isEqualTo(320);
        isWell(seen);
    }

    private Trial checkouts(Library hikari) {
        return Trial.of(Checkouts.class, jdk, directory, hikari, Library.POSTGRESQL)
                .on(database)
                .arguments("8", Integer.toString(ACQUIRES), "6");
    }

    private static double dropped(Telemetry seen, String kind) {
        return seen.sum("connwake.agent.events.dropped", Map.of("connwake.agent.kind", kind));
    }

    private static void isWell(Telemetry seen) {
        assertThat(seen.findings()).isEmpty();
        assertThat(seen.sum("connwake.lease.leaked")).isZero();
        assertThat(seen.sum("connwake.agent.errors")).isZero();
    }
}
