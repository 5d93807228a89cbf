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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * The newest of all pools used correctly while the server is restarted: the agent counts what the program and the server
 * count, and does not grow. {@code -Dsoak.seconds=1800} for longer, then without pauses.
 */
@Order(1)
class SoakIT {
    private static final int SECONDS = Integer.getInteger("soak.seconds", 40);
    private static final int RESTARTS = 2;
    private static final boolean IS_LONG = SECONDS >= 600;
    private static final int LOOKS = 12;
    private static final double MEGABYTE = 1 << 20;

    /** For the heap, whose live part is what an application of that size may vary by. */
    private static final double GROWTH = 8 * MEGABYTE;

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

    private final List<Double> resident = new ArrayList<>();

    @Test
    void correct_use_raises_no_finding_but_those_that_a_restart_justifies() {
        try (Postgres server = Postgres.start(Map.of("max_connections", "60"))) {
            Database database = server.createDatabase("soak");
            Path file = PoolRun.recording("soak");
            Exit exit;
            try (RunningJvm running = program(database, file).start()) {
                running.awaitLine("working");
                for (int i = 0; i < RESTARTS; i++) {
                    look(running.pid(), SECONDS / (RESTARTS + 1));
                    server.restart();
                }
                look(running.pid(), SECONDS / (RESTARTS + 1) - 2);
                exit = running.awaitExit();
            }
            assertThat(exit.code()).as(exit.err()).isZero();
            Recording recording = Recording.readWithoutSpans(file);
            Telemetry seen = recording.telemetry();
            assertThat(seen.findings().stream().filter(SoakIT::isNotJustified).map(LogSeen::body))
                    .isEmpty();
            assertThat(seen.sum("connwake.agent.errors")).isZero();
            assertThat(seen.sum("connwake.lease.open")).isZero();
            isInStepWith(exit, database, seen);
            hasNotGrown(exit);
            if (!IS_LONG) { // of more than a gigabyte the check takes the better part of an hour
                recording.holdsContract();
            }
        }
    }

    /** A session that a restart ends before its driver has it was opened for the server alone. */
    private static void isInStepWith(Exit exit, Database database, Telemetry seen) {
        long opened = (long) seen.sum("connwake.connection.opened");
        assertThat((long) seen.sum("connwake.connection.closed")).isEqualTo(opened);
        assertThat((long) database.sessionsOpened()).isBetween(opened, opened + (long) RESTARTS * POOLS.size());
        assertThat(seen.histogramCount("db.client.connection.use_time"))
                .as(exit.out())
                .isEqualTo(number(exit, "borrowed"))
                .isEqualTo(seen.histogramCount("db.client.connection.wait_time"));
        assertThat(seen.sum("connwake.agent.events.dropped")).isZero();
    }

    private void hasNotGrown(Exit exit) {
        List<Double> heap = numbers(exit, "heap");
        assertThat(least(heap, heap.size() / 2, heap.size()))
                .as("live heap: %s", heap)
                .isLessThan(least(heap, heap.size() / 4, heap.size() / 2) + GROWTH);
        if (IS_LONG) {
            assertThat(least(resident, resident.size() / 2, resident.size()))
                    .as("resident: %s", resident)
                    .isLessThan(1.1 * least(resident, resident.size() / 4, resident.size() / 2));
        }
    }

    private static double least(List<Double> values, int from, int to) {
        return values.subList(from, to).stream().mapToDouble(each -> each).min().orElseThrow();
    }

    private static long number(Exit exit, String what) {
        return numbers(exit, what).get(0).longValue();
    }

    /** What the program printed under that word, in its order. */
    private static List<Double> numbers(Exit exit, String what) {
        return exit.out()
                .lines()
                .filter(line -> line.startsWith(what + " "))
                .map(line -> Double.valueOf(line.substring(what.length() + 1)))
                .toList();
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
                .property("connwake.record.max", "4GB") // a span's parent may lie in a file that was rotated away
                .property("connwake.leak.threshold", "5s")
                .property("connwake.wait.threshold", "5s")
                .property("soak.pauses", !IS_LONG)
                .environment("OTEL_TRACES_EXPORTER", "none")
                .environment("OTEL_METRICS_EXPORTER", "none")
                .environment("OTEL_LOGS_EXPORTER", "none")
                .arguments(arguments.toArray(String[]::new));
    }

    /** Passes the time, and looks a few times how much memory the process has. */
    private void look(long pid, int seconds) {
        long until = System.nanoTime() + seconds * 1_000_000_000L;
        long pause = seconds * 1_000_000_000L / LOOKS;
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(Math.min(pause, until - System.nanoTime()));
            resident(pid).ifPresent(resident::add);
        }
    }

    /** Nothing where the system does not say it. */
    private static OptionalDouble residentNow(Path status) throws IOException {
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst();
    }

    private static OptionalDouble resident(long pid) {
        try {
            return residentNow(Path.of("/proc", Long.toString(pid), "status"));
        } catch (IOException gone) {
            return OptionalDouble.empty();
        }
    }
}
