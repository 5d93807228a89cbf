package io.connwake.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.soak.Soak;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Database;
import io.connwake.testing.Exit;
import io.connwake.testing.LogSeen;
import io.connwake.testing.Postgres;
import io.connwake.testing.Recording;
import io.connwake.testing.RunningJvm;
import io.connwake.testing.Telemetry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The newest of all pools used correctly while the server is restarted; {@code -Dsoak.seconds=600} for longer. */
class SoakIT {
    private static final int SECONDS = Integer.getInteger("soak.seconds", 40);
    private static final int RESTARTS = 2;

    private static final List<PoolLibrary> POOLS = List.of(
            PoolLibrary.HIKARI_CP_7,
            PoolLibrary.TOMCAT_JDBC_11,
            PoolLibrary.COMMONS_DBCP_2_14,
            PoolLibrary.C3P0_0_14,
            PoolLibrary.DRUID_1_2,
            PoolLibrary.VIBUR_26,
            PoolLibrary.AGROAL_3,
            PoolLibrary.ORACLE_UCP_23);

    /** What a restart under load may rightly be said to have done. */
    private static final Set<String> JUSTIFIED = Set.of("stale_connection");

    @Test
    void correct_use_raises_no_finding_but_those_that_a_restart_justifies() {
        try (Postgres server = Postgres.start(Map.of("max_connections", "60"))) {
            Database database = server.createDatabase("soak");
            Path file = PoolRun.recording("soak");
            Exit exit;
            try (RunningJvm running = program(database, file).start()) {
                running.awaitLine("working");
                for (int i = 0; i < RESTARTS; i++) {
                    pass(SECONDS / (RESTARTS + 1));
                    server.restart();
                }
                exit = running.awaitExit();
            }
            assertThat(exit.code()).as(exit.err()).isZero();
            Telemetry seen = Recording.read(file).telemetry();
            assertThat(seen.findings().stream().filter(SoakIT::isNotJustified).map(LogSeen::body))
                    .isEmpty();
            assertThat(seen.sum("connwake.agent.errors")).isZero();
            assertThat(seen.sum("connwake.lease.open")).isZero();
            Recording.read(file).holdsContract();
        }
    }

    private static boolean isNotJustified(LogSeen finding) {
        return !JUSTIFIED.contains(String.valueOf(finding.attribute("connwake.finding.kind")))
                && "confirmed".equals(finding.attribute("connwake.finding.state"));
    }

    private static ChildJvm program(Database database, Path file) {
        Set<String> jars = new LinkedHashSet<>();
        List<String> arguments = new ArrayList<>(
                List.of(Integer.toString(SECONDS), database.jdbcUrl(), database.user(), database.password()));
        for (PoolLibrary each : POOLS) {
            jars.addAll(Arrays.asList(each.jars));
            arguments.add(each.adapter);
        }
        return ChildJvm.ofMain(Soak.class)
                .classPath(Libraries.classPath(jars.toArray(String[]::new)))
                .agent()
                .property("connwake.record", file)
                .property("connwake.leak.threshold", "5s")
                .property("connwake.wait.threshold", "5s")
                .environment("OTEL_TRACES_EXPORTER", "none")
                .environment("OTEL_METRICS_EXPORTER", "none")
                .environment("OTEL_LOGS_EXPORTER", "none")
                .arguments(arguments.toArray(String[]::new));
    }

    private static void pass(int seconds) {
        long until = System.nanoTime() + seconds * 1_000_000_000L;
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }
}
