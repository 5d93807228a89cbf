package io.connwake.pipeline;

import static io.connwake.pipeline.Scene.MILLI;
import static io.connwake.pipeline.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Names;
import io.connwake.recorder.event.Opened;
import io.connwake.recorder.event.Peer;
import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.PoolUpkeep;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdleTimeoutMismatchTest {
    private static final String KIND = "idle_timeout_mismatch";
    private static final String PROXY = "orders.proxy-c0ffee123456.eu-west-1.rds.amazonaws.com";

    private final Scene scene = new Scene();
    private boolean freezes;

    private long pool(String library, long lifetime, long idle, long keepalive, @Nullable Boolean tests) {
        return scene.pool(library, 10, 10, new PoolUpkeep(lifetime, idle, keepalive, -1, -1, tests));
    }

    private void leadsTo(long pool, String host) {
        Peer server = new Peer("postgresql", host, 5432, "shop");
        scene.tell(new Opened(
                scene.now - 5 * MILLI,
                scene.now,
                scene.id(),
                server,
                server,
                pool,
                0,
                Scene.FILLER_CODE,
                true,
                0,
                0,
                Scene.FILLER,
                0,
                null));
        scene.passSeconds(8);
    }

    /** The server gives up between 290 and 300 seconds, as the tests of idle connections show. */
    private void showLimit(long pool) {
        for (int i = 0; i < 12; i++) {
            scene.validated(scene.open(pool), true, (200 + 8L * i) * SECOND);
            scene.passSeconds(5);
        }
        for (int i = 0; i < 12; i++) {
            if (freezes) {
                scene.pause();
                scene.resume(SECOND, 0);
                scene.pass(2 * MILLI);
            }
            scene.validated(scene.open(pool), false, (300 + i) * SECOND);
            scene.validated(scene.open(pool), true, 150 * SECOND);
            scene.passSeconds(100);
            scene.validated(scene.open(pool), true, 150 * SECOND);
            scene.passSeconds(100);
            scene.validated(scene.open(pool), true, 150 * SECOND);
            scene.passSeconds(150);
        }
    }

    private List<String> states() {
        return scene.output.findingStates(KIND);
    }

    @Nested
    class it_is_confirmed {
        @Test
        void for_a_proxy_whose_limit_is_known_by_its_name() {
            leadsTo(pool("HikariCP", 3_600 * SECOND, 600 * SECOND, 0, null), PROXY);
            assertThat(states()).containsExactly("confirmed");
            Finding finding = scene.output.last(KIND);
            assertThat(finding.severity()).isEqualTo(Finding.Severity.WARN);
            assertThat(finding.sentence())
                    .isEqualTo(
                            "Pool orders lets a connection idle for up to 60 min, which its server is known to give up"
                                    + " after 1800 s (RDS Proxy's idle client timeout), unless that was changed there.");
            assertThat((String) finding.attributes().get(Names.FINDING_ADVICE))
                    .startsWith("Set keepaliveTime=1500000, or maxLifetime=1500000");
        }

        @Test
        void for_a_limit_that_was_seen_where_the_pool_lends_without_a_test() {
            long pool = pool("Tomcat JDBC", PoolFacts.ENDLESS, PoolFacts.ENDLESS, -1, false);
            showLimit(pool);
            assertThat(states()).containsExactly("confirmed");
            assertThat((String) scene.output.last(KIND).attributes().get(Names.FINDING_EVIDENCE))
                    .startsWith("The idle limit of db:5432 lies between 288.0 s (");
        }

        /** The pool tests what has idled for 300 s, and comes a moment late each time. */
        @Test
        void for_a_pool_whose_own_test_comes_when_it_is_too_late() {
            showLimit(pool("Tomcat JDBC", PoolFacts.ENDLESS, PoolFacts.ENDLESS, 300 * SECOND - MILLI, false));
            assertThat(states()).containsExactly("confirmed");
        }
    }

    /** Seen of Druid, Agroal and UCP: what their minimum keeps is closed by no idle timeout. */
    @ParameterizedTest
    @CsvSource({"Druid, phyTimeoutMillis", "Agroal, maxLifetime", "Oracle UCP, maxConnectionReuseTime"})
    void no_idle_timeout_is_advised_that_spares_what_is_too_old(String library, String lifetime) {
        leadsTo(pool(library, 7_200 * SECOND, PoolFacts.ENDLESS, 0, false), PROXY);
        assertThat(String.valueOf(scene.output.last(KIND).attributes().get(Names.FINDING_ADVICE)))
                .contains("; or " + lifetime + "=")
                .doesNotContain("minEvictableIdleTimeMillis", "reapTimeout", "inactiveConnectionTimeout");
    }

    @Test
    void it_is_only_suspected_where_the_pool_tests_what_it_lends() {
        showLimit(pool("Tomcat JDBC", PoolFacts.ENDLESS, PoolFacts.ENDLESS, -1, true));
        assertThat(states()).containsExactly("suspected");
        assertThat(String.valueOf(scene.output.last(KIND).attributes().get(Names.FINDING_ADVICE)))
                .startsWith("Leave testOnBorrow=true");
    }

    @Nested
    class it_is_silent {
        @Test
        void where_the_pool_keeps_connections_for_a_shorter_time() {
            leadsTo(pool("HikariCP", 1_500 * SECOND, 600 * SECOND, 0, null), PROXY);
            assertThat(states()).isEmpty();
        }

        @Test
        void where_it_is_c3p0_which_replaces_what_idled_though_it_keeps_its_size() {
            leadsTo(pool("c3p0", PoolFacts.ENDLESS, 600 * SECOND, PoolFacts.ENDLESS, false), PROXY);
            assertThat(states()).isEmpty();
        }

        @Test
        void or_dbcp_2_which_does_so_too() {
            leadsTo(pool("Commons DBCP 2", PoolFacts.ENDLESS, 600 * SECOND, PoolFacts.ENDLESS, false), PROXY);
            assertThat(states()).isEmpty();
        }

        @Test
        void where_the_pool_keeps_them_awake() {
            leadsTo(pool("HikariCP", 1_800 * SECOND, 600 * SECOND, 120 * SECOND, null), PROXY);
            assertThat(states()).isEmpty();
        }

        @Test
        void where_what_died_had_idled_through_a_freeze() {
            freezes = true;
            showLimit(pool("Tomcat JDBC", PoolFacts.ENDLESS, PoolFacts.ENDLESS, 200 * SECOND, false));
            assertThat(states()).isEmpty();
        }

        @Test
        void where_its_settings_are_not_known() {
            leadsTo(pool("MyPool", -1, -1, -1, null), PROXY);
            assertThat(states()).isEmpty();
        }

        @Test
        void where_the_server_is_no_proxy() {
            leadsTo(
                    pool("HikariCP", 1_800 * SECOND, 600 * SECOND, 0, null),
                    "orders.c0ffee.eu-west-1.rds.amazonaws.com");
            assertThat(states()).isEmpty();
        }
    }
}
