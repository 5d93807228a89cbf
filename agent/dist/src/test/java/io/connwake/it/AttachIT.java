package io.connwake.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.testing.Exit;
import io.connwake.testing.Jdk;
import io.connwake.testing.RunningJvm;
import io.connwake.testing.Telemetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code attach} and {@code snapshot}, of a JVM whose pool is jammed over a real PostgreSQL. */
@EachJdk
class AttachIT {
    private final Jdk jdk;

    @TempDir
    private Path directory;

    private Path recording;
    private Jammed jammed;

    AttachIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @BeforeEach
    void prepare() {
        recording = directory.resolve("recording.jsonl");
        jammed = new Jammed(jdk, directory);
    }

    @Nested
    class attaching_to_a_jammed_pool {
        @ParameterizedTest
        @ValueSource(strings = {Jammed.HIKARI, "dbcp"})
        void shows_at_once_who_waits_and_who_is_in_the_driver_and_traces_from_then_on(String pool) throws IOException {
            try (RunningJvm jvm = jammed.program(pool).start()) {
                Jammed.tell(jvm, "jam 1");

                Exit attached = jammed.attach(jvm, "record=" + recording);

                assertThat(attached.err()).isEmpty();
                assertThat(attached.code()).isZero();
                assertThat(attached.out())
                        .startsWith("Attached: ")
                        .contains("It records to " + recording + ". It exports nothing.")
                        .contains("Connections that were acquired before the agent came are not known")
                        .contains("snapshot " + jvm.pid());
                assertThat(Jammed.row(attached, "Threads that wait for a connection (2)", "waiter-"))
                        .startsWith("2", pool.equals(Jammed.HIKARI) ? "HikariCP" : "Commons DBCP 2")
                        .anyMatch(cell -> cell.startsWith("com.example.Jam.ask(Jam.java:"));
                assertThat(Jammed.row(attached, "Threads inside a driver (1)", "reader"))
                        .startsWith("1", "pgjdbc", "PgStatement.executeQuery")
                        .anyMatch(cell -> cell.startsWith("com.example.Jam.read(Jam.java:"));
                jammed.nothingIsLeft();

                Jammed.tell(jvm, "clear 1");
                Jammed.tell(jvm, "jam 2");
                Jammed.holdsTheJam(jammed.snapshot(jvm), pool);
                Jammed.tell(jvm, "clear 2");
                Jammed.ends(jvm);
            }
            Telemetry seen = Trial.read(recording);
            assertThat(seen.spansNamed("lease "))
                    .extracting(lease -> lease.attribute("thread.name"))
                    .containsExactlyInAnyOrder("mortal", "holder", "reader", "waiter-1", "waiter-2");
            assertThat(seen.sum("connwake.agent.errors")).isZero();
            assertThat(seen.sum("connwake.agent.events.dropped")).isZero();
        }

        @Test
        void reads_the_settings_and_the_state_of_a_pool_that_has_a_thread_of_its_own() throws IOException {
            try (RunningJvm jvm = jammed.program(Jammed.HIKARI).start()) {
                Jammed.tell(jvm, "jam 1");

                assertThat(Jammed.row(jammed.attach(jvm), "Pools by their own account", "orders"))
                        .containsExactly("orders", "HikariCP", "3", "3", "3", "0", "2", "30.0 s");
            }
        }

        @Test
        void finds_that_it_is_exhausted_though_all_was_acquired_before() throws IOException {
            try (RunningJvm jvm = jammed.leaked().start()) {
                jammed.attach(jvm, "record=" + recording);

                assertThat(jvm.awaitErrLine("pool_exhausted"))
                        .contains("Pool orders is exhausted: all 2 connections are leased")
                        .contains("start the JVM with -javaagent to learn from which line");
                assertThat(Jammed.row(jammed.snapshot(jvm), "Pools by their own account", "orders"))
                        .startsWith("orders", "HikariCP", "2", "2", "2", "0");
                Jammed.ends(jvm);
            }
            Telemetry seen = Trial.read(recording);
            assertThat(seen.findings("pool_exhausted", "confirmed").get(0).attribute("connwake.finding.evidence"))
                    .isEqualTo("Held by whoever acquired 2 before the agent came, as the pool itself counts: it is not"
                            + " known who has them.");
            assertThat(seen.sum("connwake.agent.errors")).isZero();
        }

        @Test
        void says_what_is_wrong_with_its_settings_to_who_gave_them_and_not_to_the_application() throws IOException {
            try (RunningJvm jvm = jammed.program(Jammed.HIKARI).start()) {
                Exit attached = jammed.attach(jvm, "leak.treshold=5s");

                assertThat(attached.code()).isZero();
                assertThat(attached.out()).contains("unknown setting 'leak.treshold' is ignored");
                assertThat(Jammed.errOf(jvm)).isEmpty();
            }
        }

        @Test
        void is_a_snapshot_where_the_agent_is_already() throws IOException {
            try (RunningJvm jvm = jammed.program(Jammed.HIKARI).agent().start()) {
                Jammed.tell(jvm, "jam 1");

                Exit again = jammed.attach(jvm, "leak.threshold=5s");

                assertThat(again.out())
                        .startsWith("The agent is there already, so these settings are not used: leak.threshold=5s");
                Jammed.holdsTheJam(again, Jammed.HIKARI);
            }
        }
    }

    @Nested
    class a_snapshot {
        @ParameterizedTest
        @ValueSource(strings = {Jammed.HIKARI, "dbcp"})
        void shows_pools_and_who_holds_and_who_waits(String pool) throws IOException {
            try (RunningJvm jvm = jammed.program(pool).agent("sites=all").start()) {
                Jammed.tell(jvm, "jam 1");

                Exit snapshot = jammed.snapshot(jvm);

                assertThat(snapshot.err()).isEmpty();
                assertThat(snapshot.out())
                        .startsWith("The agent runs in this JVM. It exports nothing.")
                        .doesNotContain("acquired before the agent came");
                Jammed.holdsTheJam(snapshot, pool);
                jammed.nothingIsLeft();
                Jammed.tell(jvm, "clear 1");
                assertThat(jammed.snapshot(jvm).out())
                        .contains("Open leases (0)\n  none\n")
                        .contains("Waiting acquires (0)\n  none\n");
                Jammed.ends(jvm);
            }
        }

        @Test
        void leaves_what_is_recorded_as_it_would_be_without() throws IOException {
            try (RunningJvm jvm = jammed.program(Jammed.HIKARI)
                    .agent("record=" + recording + ";sites=all")
                    .start()) {
                Jammed.tell(jvm, "jam 1");
                for (int i = 0; i < 5; i++) {
                    assertThat(jammed.snapshot(jvm).code()).isZero();
                }
                Jammed.tell(jvm, "clear 1");
                Jammed.ends(jvm);
            }
            Telemetry seen = Trial.read(recording);
            assertThat(seen.spansNamed("lease orders"))
                    .hasSize(6)
                    .allMatch(lease -> "released".equals(lease.attribute("connwake.lease.outcome")));
            assertThat(seen.histogramCount("db.client.connection.use_time")).isEqualTo(6);
            assertThat(seen.sum("connwake.agent.errors")).isZero();
        }

        @Test
        void tells_that_what_it_names_is_not_written_any_more() throws IOException {
            Path unwritable =
                    Files.writeString(recording.resolveSibling("file"), "").resolve("app.jsonl");
            try (RunningJvm jvm =
                    jammed.program(Jammed.HIKARI).agent("record=" + unwritable).start()) {
                Jammed.tell(jvm, "jam 1");
                jvm.awaitErrLine("stopped");

                assertThat(jammed.snapshot(jvm).out())
                        .contains("It records to " + unwritable + ".")
                        .contains("It said on stderr: recording to " + unwritable + " stopped: ");
            }
        }

        @Test
        void of_a_jvm_without_the_agent_says_so_and_leaves_that_jvm_alone() throws IOException {
            try (RunningJvm jvm = jammed.program(Jammed.HIKARI).start()) {
                jammed.refuses(
                        jammed.snapshot(jvm),
                        "process " + jvm.pid() + " runs without the agent; java -jar connwake.jar attach " + jvm.pid()
                                + " starts it there");
                Jammed.ends(jvm);
                assertThat(jvm.err()).isEmpty();
            }
        }
    }
}
