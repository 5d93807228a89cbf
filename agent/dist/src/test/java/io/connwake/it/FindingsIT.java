package io.connwake.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Busy;
import com.example.Holding;
import com.example.Orders;
import com.example.Unreachable;
import io.connwake.testing.Database;
import io.connwake.testing.Exit;
import io.connwake.testing.FreePort;
import io.connwake.testing.Jdk;
import io.connwake.testing.LogSeen;
import io.connwake.testing.Postgres;
import io.connwake.testing.RunningJvm;
import io.connwake.testing.Telemetry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@EachJdk
class FindingsIT {
    private static final String LEAK = "leak";
    private static final String EXHAUSTED = "pool_exhausted";
    private static final String UNBOUNDED = "unbounded_wait";

    private final Jdk jdk;

    @TempDir
    private Path directory;

    FindingsIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @Nested
    class an_error_path_that_forgets_to_close {
        private final Database database = Postgres.shared().createDatabase("orders");

        @Test
        void is_found_on_hikari_when_an_acquire_times_out() {
            Trial trial = orders("forgetful", "hikari", Library.HIKARI_7);
            try (RunningJvm service = trial.start()) {
                service.awaitErrLine(EXHAUSTED);
                service.awaitErrLine(LEAK + " ");
                service.closeInput();
                Exit exit = service.awaitExit();

                isFound(trial.recorded(), exit, site(exit, "place"));
                assertThat(exit.err().lines()).hasSize(2);
                assertThat(exit.out()).contains("failed with 42P01", "failed with null");
                assertThat(trial.recorded().sum("db.client.connection.timeouts"))
                        .isOne();
            }
        }

        @Test
        void is_found_on_dbcp_although_the_acquire_never_returns() {
            Trial trial = orders("forgetful", "dbcp", Library.DBCP_2).setting("wait.threshold", "1s");
            try (RunningJvm service = trial.start()) {
                service.awaitErrLine(EXHAUSTED);
                service.awaitErrLine(UNBOUNDED);
                service.awaitErrLine(LEAK + " ");
                service.closeInput();
                Exit exit = service.awaitExit();

                isFound(trial.recorded(), exit, site(exit, "place"));
                assertThat(exit.err().lines()).hasSize(3);
                LogSeen unbounded = only(trial.recorded().findings(UNBOUNDED, "confirmed"));
                assertThat(unbounded.attribute("connwake.finding.advice"))
                        .asString()
                        .startsWith("Set maxWaitMillis=");
                assertThat(trial.recorded().sum("db.client.connection.timeouts"))
                        .isZero();
            }
        }

        @Test
        void is_not_found_once_corrected_on_hikari() {
            isSilent(orders("careful", "hikari", Library.HIKARI_7));
        }

        @Test
        void is_not_found_once_corrected_on_dbcp() {
            isSilent(orders("careful", "dbcp", Library.DBCP_2).setting("wait.threshold", "1s"));
        }

        private Trial orders(String manner, String pool, Library library) {
            return Trial.of(Orders.class, jdk, directory, library, Library.POSTGRESQL)
                    .arguments(manner, pool)
                    .on(database);
        }

        private void isFound(Telemetry seen, Exit exit, String site) {
            LogSeen leak = latest(seen.findings(LEAK, "confirmed"));
            assertThat(leak.attribute("connwake.finding.site")).asString().endsWith("(" + site + ")");
            assertThat(leak.attribute("connwake.finding.count")).isEqualTo(4L);
            LogSeen exhausted = latest(seen.findings(EXHAUSTED, "confirmed"));
            assertThat(exhausted.attribute("connwake.finding.evidence"))
                    .asString()
                    .contains("(" + site + ")");
            assertThat(exhausted.attribute("connwake.pool.limit")).isEqualTo(4L);
            assertThat(seen.spansNamed("finding " + LEAK)).isNotEmpty();
            assertThat(seen.spansNamed("finding " + EXHAUSTED)).isNotEmpty();
            assertThat(seen.sum("connwake.findings", Map.of("connwake.finding.kind", LEAK)))
                    .isOne();
            assertThat(seen.sum("connwake.findings", Map.of("connwake.finding.kind", EXHAUSTED)))
                    .isOne();
            assertThat(seen.sum("connwake.lease.leaked")).isEqualTo(4);
            assertThat(seen.sum("connwake.agent.errors")).isZero();
            assertThat(exit.err().lines())
                    .allMatch(line -> line.startsWith("connwake: "))
                    .anyMatch(line -> line.startsWith("connwake: " + LEAK + " at ") && line.contains(site));
        }

        private void isSilent(Trial trial) {
            try (RunningJvm service = trial.start()) {
                service.closeInput();
                Exit exit = service.awaitExit();

                assertThat(exit.out().lines().filter("failed with 42P01"::equals))
                        .hasSize(5);
                assertThat(exit.err()).isEmpty();
                Telemetry seen = trial.recorded();
                assertThat(seen.findings()).isEmpty();
                assertThat(seen.histogramCount("db.client.connection.use_time")).isEqualTo(5);
                assertThat(seen.sum("connwake.agent.errors")).isZero();
            }
        }
    }

    @Nested
    class a_connection_that_is_held_beyond_the_threshold {
        @Test
        void by_the_method_that_acquired_it_is_no_leak() {
            Held held = hold("job");

            assertThat(held.leakSites()).containsExactly(held.site("forget"));
        }

        @Test
        void by_the_thread_it_was_handed_to_is_no_leak() {
            Held held = hold("handover");

            assertThat(held.leakSites()).containsExactly(held.site("forget"));
        }

        @Test
        void by_nobody_is_a_leak_that_is_resolved_when_it_returns_late() {
            Held held = hold("late");

            assertThat(held.leakSites()).containsExactlyInAnyOrder(held.site("forget"), held.site("lend"));
            LogSeen resolved = only(held.seen.findings(LEAK, "resolved"));
            assertThat(resolved.attribute("connwake.finding.site")).asString().endsWith(held.site("lend"));
            assertThat(held.seen.sum("connwake.lease.returned_late")).isOne();
            assertThat(held.seen.sum("connwake.lease.leaked")).isEqualTo(2);
            assertThat(held.seen.spansNamed("finding " + LEAK)).hasSize(3);
        }

        @Test
        void by_a_handle_that_became_garbage_is_a_leak() {
            Trial trial = holding("garbage");
            try (RunningJvm program = trial.start()) {
                program.awaitErrLine(LEAK + " ");
                program.writeLine("enough");
                program.closeInput();
                Held held = new Held(program.awaitExit(), trial.recorded());

                assertThat(held.leakSites()).containsExactly(held.site("forget"));
                assertThat(held.seen.spansNamed("lease "))
                        .extracting(lease -> lease.attribute("connwake.lease.outcome"))
                        .containsExactly("abandoned");
            }
        }

        /** Ten of twenty thousand, some of them before the pool was known to lose any. */
        @Test
        void in_a_busy_pool_is_a_leak_of_its_line_though_few_lines_are_looked_up() {
            Trial trial = Trial.of(Busy.class, jdk, directory, Library.HIKARI_7, Library.H2);
            try (RunningJvm program = trial.start()) {
                program.awaitLine("over");
                program.awaitErrLine(LEAK + " ");
                program.writeLine("enough");
                program.closeInput();
                Held held = new Held(program.awaitExit(), trial.recorded());

                List<String> sites = held.leakSites();
                assertThat(sites.get(0)).startsWith("(Busy.java:");
                assertThat(sites).containsOnly(sites.get(0));
            }
        }

        private Held hold(String how) {
            Trial trial = holding(how).setting("leak.threshold", "1s");
            try (RunningJvm program = trial.start()) {
                program.awaitErrLine("Holding.forget(");
                if (how.equals("late")) {
                    program.awaitErrLine("Holding.lend(");
                }
                program.writeLine("enough");
                program.awaitLine("over");
                program.closeInput();
                return new Held(program.awaitExit(), trial.recorded());
            }
        }

        private Trial holding(String how) {
            return Trial.of(Holding.class, jdk, directory, Library.HIKARI_7, Library.H2)
                    .arguments(how);
        }
    }

    /** What became of a program that held connections. */
    private record Held(Exit exit, Telemetry seen) {
        String site(String name) {
            return "(" + FindingsIT.site(exit, name) + ")";
        }

        /** Of the leaks that were confirmed. */
        List<String> leakSites() {
            assertThat(seen.findings(EXHAUSTED, "confirmed")).isEmpty();
            assertThat(seen.sum("connwake.agent.errors")).isZero();
            return seen.findings(LEAK, "confirmed").stream()
                    .map(leak -> String.valueOf(leak.attribute("connwake.finding.site")))
                    .map(site -> site.substring(site.indexOf('(')))
                    .toList();
        }
    }

    @Nested
    class a_pool_whose_server_refuses {
        @Test
        void is_not_exhausted() throws IOException {
            Trial trial = Trial.of(Unreachable.class, jdk, directory, Library.HIKARI_7, Library.POSTGRESQL)
                    .arguments("jdbc:postgresql://127.0.0.1:" + FreePort.find() + "/orders", "app", "any");
            Exit exit = trial.run();

            assertThat(exit.out().lines()).hasSize(3).containsOnly("SQLTransientConnectionException");
            assertThat(exit.err()).isEmpty();
            Telemetry seen = trial.recorded();
            assertThat(seen.findings()).isEmpty();
            assertThat(seen.spansNamed("lease orders"))
                    .as("what the filling thread opens in vain is no lease")
                    .hasSize(3)
                    .last()
                    .extracting(lease -> lease.attribute("connwake.lease.outcome"))
                    .isEqualTo("refused");
            assertThat(seen.sum("connwake.connection.refused")).isPositive();
            assertThat(seen.sum("connwake.agent.errors")).isZero();
        }
    }

    /** Of one finding: it may have been told with what was known first, and once more at the end. */
    private static LogSeen latest(List<LogSeen> findings) {
        assertThat(findings)
                .isNotEmpty()
                .extracting(each -> each.attribute("connwake.finding.id"))
                .containsOnly(findings.get(0).attribute("connwake.finding.id"));
        return findings.get(findings.size() - 1);
    }

    private static LogSeen only(List<LogSeen> findings) {
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    /** {@code FILE:LINE}, as the program itself announced it. */
    private static String site(Exit exit, String name) {
        return exit.out()
                .lines()
                .filter(line -> line.startsWith("site " + name + " "))
                .findFirst()
                .orElseThrow()
                .substring(("site " + name + " ").length());
    }
}
