package io.connwake.pipeline;

import static io.connwake.pipeline.Scene.MILLI;
import static io.connwake.pipeline.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Names;
import io.connwake.recorder.event.EnvironmentResumed;
import io.connwake.recorder.event.ErrorFacts;
import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.PoolUpkeep;
import io.connwake.recorder.event.Survived;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StaleConnectionTest {
    private static final String KIND = "stale_connection";
    private static final ErrorFacts TOLD = Scene.error(
            "org.postgresql.util.PSQLException", "57P05", "FATAL: terminating connection due to idle-session timeout");
    private static final ErrorFacts ENDED =
            Scene.error("org.postgresql.util.PSQLException", "57P01", "FATAL: terminating connection due to ? command");

    private final Scene scene = new Scene();

    private long tomcat() {
        PoolUpkeep upkeep = new PoolUpkeep(PoolFacts.ENDLESS, PoolFacts.ENDLESS, -1, -1, -1, false);
        return scene.pool("Tomcat JDBC", 1, 10, upkeep);
    }

    private void survive(long pool, long idleNanos) {
        OpenLease lease = scene.acquire(pool, scene.open(0));
        scene.use(lease);
        scene.tell(new Survived(scene.now, lease.acquired.connectionId(), idleNanos));
        scene.release(lease);
        scene.passSeconds(2);
    }

    private OpenLease die(long pool, long idleNanos, long tookNanos, ErrorFacts error) {
        OpenLease lease = scene.acquire(pool, scene.open(0));
        scene.fail(lease, idleNanos, tookNanos, error);
        scene.release(lease);
        scene.passSeconds(2);
        return lease;
    }

    private List<String> states() {
        return scene.output.findingStates(KIND);
    }

    private String text(String attribute) {
        return String.valueOf(scene.output.last(KIND).attributes().get(attribute));
    }

    @Nested
    class it_is_confirmed {
        @Test
        void without_advice_on_the_pool_when_it_idled_only_after_it_was_lent() {
            OpenLease lease = scene.acquire(tomcat(), scene.open(0));
            scene.use(lease);
            scene.passSeconds(400);
            scene.fail(lease, 399 * SECOND, MILLI, TOLD);
            scene.release(lease);
            scene.passSeconds(2);

            assertThat(states()).containsExactly("confirmed");
            assertThat(scene.output.last(KIND).sentence())
                    .isEqualTo(
                            "1 connection of pool orders died while idle (399.0 s) after it was lent: the application"
                                    + " met the error.");
            assertThat(text(Names.FINDING_EVIDENCE)).endsWith("(SQLState 57P05).");
            assertThat(text(Names.FINDING_ADVICE)).startsWith("Close the connection before what takes so long");
        }

        @Test
        void of_one_from_before_a_snapshot_with_no_word_of_an_idle_limit() {
            long pool = tomcat();
            long connection = scene.open(pool);
            scene.pause();
            scene.passSeconds(3_600);
            scene.tell(new EnvironmentResumed(scene.now, 0, true));
            scene.pass(10 * MILLI);
            OpenLease lease = scene.acquire(pool, connection);
            scene.fail(lease, 3_601 * SECOND, MILLI, Scene.hungUp());
            scene.release(lease);
            scene.passSeconds(2);

            assertThat(states()).containsExactly("confirmed");
            assertThat(scene.output.last(KIND).sentence())
                    .isEqualTo("1 connection of pool orders was opened before the snapshot and used after the restore,"
                            + " dead: the application met the error.");
            assertThat(text(Names.FINDING_EVIDENCE)).doesNotContain("limit");
            assertThat(text(Names.FINDING_ADVICE)).startsWith("Build the pool in the first event");
        }

        @Test
        void when_a_connection_that_died_while_idle_was_lent() {
            long pool = tomcat();
            for (int i = 0; i < 96; i++) {
                survive(pool, (145 + i) * SECOND);
            }
            die(pool, 372 * SECOND, MILLI, Scene.hungUp());
            assertThat(states()).containsExactly("confirmed");
            Finding finding = scene.output.last(KIND);
            assertThat(finding.sentence())
                    .isEqualTo("1 connection of pool orders died while idle (372.0 s) and was lent all the same:"
                            + " the application met the error.");
            assertThat(text(Names.FINDING_EVIDENCE))
                    .startsWith("1 death at 372.0 s, 96 survivals ≤ 240.0 s: consistent with 240 s (")
                    .contains("300 s (")
                    .contains("and 350 s (AWS NAT gateway")
                    .endsWith("The pool keeps an idle connection for ever and lends it without a test.");
            assertThat(text(Names.FINDING_ADVICE))
                    .startsWith(
                            "Set testOnBorrow=true, at most one for each of its acquires (97 so far); or maxAge=210000");
            assertThat(text(Names.FINDING_SITE)).isEqualTo("com.acme.Orders.place(Orders.java:42)");
        }

        @Test
        void and_says_what_the_server_said() {
            long pool = tomcat();
            survive(pool, 290 * SECOND);
            die(pool, 305 * SECOND, MILLI, TOLD);
            assertThat(text(Names.FINDING_EVIDENCE))
                    .startsWith("The idle limit of db:5432 lies between 290.0 s (1 survived up to that) and 305.0 s"
                            + " (1 died from that on): consistent with 300 s (")
                    .contains("The server itself says that they were idle for too long (SQLState 57P05).");
        }

        @Test
        void once_however_many_die() {
            long pool = tomcat();
            for (int i = 0; i < 20; i++) {
                die(pool, (300 + i) * SECOND, MILLI, TOLD);
            }
            scene.finish();
            assertThat(states()).containsOnly("confirmed");
            assertThat(scene.output.named("finding " + KIND)).hasSize(1);
            assertThat(scene.output.last(KIND).sentence())
                    .startsWith("20 connections of pool orders died while idle (300.0 s to 319.0 s)");
            assertThat(scene.notices).hasSize(1);
        }

        @Test
        void with_the_price_of_each_remedy_in_this_process() {
            long pool = tomcat();
            long tested = scene.open(pool);
            scene.validated(tested, true, 2 * SECOND);
            scene.turn();
            die(pool, 100 * SECOND, MILLI, Scene.hungUp());
            assertThat(text(Names.FINDING_ADVICE))
                    .contains("testOnBorrow=true (1.0 ms for each test)")
                    .contains("(5.0 ms for each connection that is opened anew)");
        }

        @Test
        void for_one_that_is_kept_without_a_pool() {
            long connection = scene.open(0, 0, Scene.APPLICATION_CODE, false);
            OpenLease kept = scene.acquire(0, connection);
            scene.use(kept);
            scene.pass(SECOND);
            scene.fail(kept, 600 * SECOND, MILLI, Scene.hungUp());
            scene.passSeconds(2);
            assertThat(scene.output.last(KIND).sentence())
                    .isEqualTo("1 connection to db:5432 died while idle (10 min) and was used all the same:"
                            + " the application met the error.");
            assertThat(text(Names.FINDING_ADVICE)).startsWith("Ask isValid before it is used after a pause of 300.0 s");
        }

        /** As Druid, Agroal and Tomcat JDBC did with an idle timeout of 2 s before a server that gave up after three. */
        @Test
        void though_its_idle_timeout_is_shorter_since_that_spares_the_minimum() {
            PoolUpkeep upkeep = new PoolUpkeep(PoolFacts.ENDLESS, 2 * SECOND, PoolFacts.ENDLESS, -1, -1, false);
            die(scene.pool("Tomcat JDBC", 2, 10, upkeep), 320 * SECOND, MILLI, TOLD);
            assertThat(text(Names.FINDING_EVIDENCE))
                    .endsWith(
                            "The pool keeps an idle connection for up to 2.0 s, but minIdle=2 of them for ever, and lends"
                                    + " them without a test.");
        }

        @Test
        void which_druid_keeps_for_longer_yet_not_for_ever() {
            PoolUpkeep upkeep = new PoolUpkeep(PoolFacts.ENDLESS, 2 * SECOND, PoolFacts.ENDLESS, -1, -1, false);
            die(scene.pool("Druid", 2, 10, upkeep), 320 * SECOND, MILLI, TOLD);
            assertThat(text(Names.FINDING_EVIDENCE))
                    .endsWith("for up to 2.0 s, but minIdle=2 of them for longer, and lends them without a test.");
        }

        @Test
        void with_hikaris_own_settings() {
            PoolUpkeep upkeep = new PoolUpkeep(1_800 * SECOND, 600 * SECOND, 0, 5 * SECOND, 0, null);
            long pool = scene.pool("HikariCP", 10, 10, upkeep);
            survive(pool, 290 * SECOND);
            die(pool, 320 * SECOND, MILLI, TOLD);
            assertThat(text(Names.FINDING_ADVICE))
                    .startsWith("Set keepaliveTime=260000, or maxLifetime=260000")
                    .contains("com.zaxxer.hikari.aliveBypassWindowMs");
            assertThat(text(Names.FINDING_EVIDENCE)).endsWith("The pool keeps an idle connection for up to 30 min.");
        }

        @Test
        void and_of_hikari_nothing_is_asked_that_it_would_not_take() {
            PoolUpkeep upkeep = new PoolUpkeep(1_800 * SECOND, 600 * SECOND, 0, 5 * SECOND, 0, null);
            long pool = scene.pool("HikariCP", 10, 10, upkeep);
            die(pool, 3 * SECOND, MILLI, TOLD);
            assertThat(text(Names.FINDING_ADVICE))
                    .startsWith("HikariCP tests what was idle")
                    .doesNotContain("=1500");
        }
    }

    @Nested
    class a_restart {
        @Test
        void is_said_as_that_and_withdrawn() {
            long pool = tomcat();
            die(pool, 20 * SECOND, MILLI, ENDED);
            assertThat(states()).containsExactly("suspected");
            assertThat(scene.output.last(KIND).sentence())
                    .contains("a restart, a failover or an administrator, not an idle limit");
            scene.passSeconds(65);
            assertThat(states()).containsExactly("suspected", "resolved");
            assertThat(scene.output.named("finding")).isEmpty();
        }

        @Test
        void explains_what_died_with_it_without_a_word() {
            long pool = tomcat();
            OpenLease told = scene.acquire(pool, scene.open(0));
            OpenLease silent = scene.acquire(pool, scene.open(0));
            scene.fail(told, 5 * SECOND, MILLI, ENDED);
            scene.fail(silent, 100 * SECOND, MILLI, Scene.hungUp());
            scene.passSeconds(2);
            assertThat(states()).containsExactly("suspected");
        }

        @Test
        void is_seen_in_deaths_of_all_ages_at_once() {
            long pool = tomcat();
            List<OpenLease> all = List.of(
                    scene.acquire(pool, scene.open(0)),
                    scene.acquire(pool, scene.open(0)),
                    scene.acquire(pool, scene.open(0)));
            for (int i = 0; i < 3; i++) {
                scene.fail(all.get(i), (3 + 40L * i) * SECOND, MILLI, Scene.hungUp());
            }
            scene.passSeconds(2);
            assertThat(states()).containsExactly("suspected");
        }
    }

    @Nested
    class it_is_silent {
        private void assertSilence() {
            scene.finish();
            assertThat(scene.output.findings).isEmpty();
            assertThat(scene.output.named("finding")).isEmpty();
        }

        @Test
        void where_the_pools_test_found_it() {
            long pool = tomcat();
            long connection = scene.open(pool);
            scene.validated(connection, false, 372 * SECOND);
            scene.passSeconds(2);
            assertSilence();
        }

        @Test
        void where_a_connect_was_reset() {
            long pool = tomcat();
            scene.openFailed(pool, 0, Scene.hungUp());
            scene.acquireFails(pool, MILLI, Scene.hungUp());
            scene.passSeconds(2);
            assertSilence();
        }

        @Test
        void where_it_was_killed_in_the_middle_of_a_statement() {
            die(tomcat(), 372 * SECOND, 20 * SECOND, Scene.hungUp());
            assertSilence();
        }

        @Test
        void where_it_was_in_use() {
            die(tomcat(), 10 * MILLI, MILLI, Scene.hungUp());
            assertSilence();
        }

        @Test
        void where_only_the_statement_failed() {
            die(tomcat(), 372 * SECOND, MILLI, Scene.error("org.postgresql.util.PSQLException", "42601", "? syntax ?"));
            assertSilence();
        }
    }
}
