package io.connwake.pipeline;

import static io.connwake.pipeline.Scene.MILLI;
import static io.connwake.pipeline.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Finding.Severity;
import io.connwake.pipeline.model.Names;
import io.connwake.recorder.event.Closed;
import io.connwake.recorder.event.CodeLine;
import io.connwake.recorder.event.PoolClosed;
import io.connwake.recorder.event.PoolUpkeep;
import io.connwake.recorder.event.Site;
import io.connwake.recorder.event.StatementFailed;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ClosedUnderUseTest {
    private static final Site REFRESH =
            new Site(List.of(new CodeLine("com.acme.Config", "refresh", "Config.java", 9)), 0);
    private final Scene scene = new Scene();

    @AfterEach
    void the_journal_of_it_gives_the_same() {
        assertThat(scene.replayed().findings).isEqualTo(scene.output.findings);
    }

    private void failsAsClosed(OpenLease lease, boolean closedHere) {
        scene.tell(new StatementFailed(
                scene.now - MILLI,
                scene.now,
                lease.acquired.connectionId(),
                lease.acquired.leaseId(),
                StatementFailed.Call.EXECUTE,
                0,
                false,
                closedHere,
                Scene.error("org.postgresql.util.PSQLException", "08006", "?")));
        scene.release(lease);
    }

    private void hangsUp(OpenLease lease) {
        scene.tell(new StatementFailed(
                scene.now - MILLI,
                scene.now,
                lease.acquired.connectionId(),
                lease.acquired.leaseId(),
                StatementFailed.Call.EXECUTE,
                0,
                false,
                false,
                Scene.hungUp()));
        scene.now += MILLI;
    }

    private static String advice(Finding finding) {
        return String.valueOf(finding.attributes().get(Names.FINDING_ADVICE));
    }

    private static String evidence(Finding finding) {
        return String.valueOf(finding.attributes().get(Names.FINDING_EVIDENCE));
    }

    @Nested
    class a_pool_that_is_closed {
        private final long pool = scene.pool("orders", 4, SECOND);
        private final long connection = scene.open(pool);

        private void close() {
            scene.tell(new PoolClosed(scene.now, pool, PoolClosed.How.CLOSED, REFRESH));
            scene.now += 5 * MILLI;
            scene.close(connection, Closed.How.ABORTED);
        }

        @Test
        void under_its_borrowers_names_both_lines() {
            OpenLease lease = scene.acquire(pool, connection);
            scene.pass(SECOND);
            close();
            failsAsClosed(lease, true);
            scene.passSeconds(2);
            Finding finding = scene.output.last("closed_pool_used");
            assertThat(scene.output.findingStates("closed_pool_used")).containsExactly("confirmed");
            assertThat(finding.severity()).isEqualTo(Severity.ERROR);
            assertThat(finding.sentence())
                    .isEqualTo("Pool orders was closed while 1 connection of it was in use: calls on it failed.");
            assertThat(evidence(finding))
                    .isEqualTo("Acquired at " + Scene.PLACE + ", the pool closed at"
                            + " com.acme.Config.refresh(Config.java:9); the last call failed 5 ms later.");
            assertThat(advice(finding)).contains("wait for that at com.acme.Config.refresh(Config.java:9)");
        }

        @Test
        void tells_a_lease_once_however_often_it_fails() {
            OpenLease lease = scene.acquire(pool, connection);
            scene.pass(SECOND);
            close();
            scene.tell(new StatementFailed(
                    scene.now,
                    scene.now,
                    connection,
                    lease.acquired.leaseId(),
                    StatementFailed.Call.EXECUTE,
                    0,
                    false,
                    true,
                    Scene.hungUp()));
            scene.passSeconds(1);
            failsAsClosed(lease, true);
            scene.passSeconds(2);
            assertThat(scene.output.last("closed_pool_used").sentence()).contains("1 connection of it was");
        }

        @Test
        void is_told_to_its_end_though_the_ledger_has_forgotten_the_pool() {
            OpenLease first = scene.acquire(pool, connection);
            long another = scene.open(pool);
            OpenLease second = scene.acquire(pool, another);
            scene.pass(SECOND);
            close();
            failsAsClosed(first, true);
            scene.passSeconds(2);
            scene.close(another, Closed.How.ABORTED);
            failsAsClosed(second, true);
            scene.passSeconds(2);
            for (int i = 0; i < 1_100; i++) {
                scene.pool("tenant" + i, 4, SECOND);
            }
            scene.passSeconds(2);
            scene.finish();
            assertThat(scene.output.findingStates("closed_pool_used"))
                    .as("of the second lease too")
                    .containsExactly("confirmed", "confirmed");
        }

        @Test
        void is_no_news_for_who_had_given_back_before() {
            scene.release(scene.acquire(pool, connection));
            scene.pass(SECOND);
            close();
            scene.passSeconds(4);
            assertThat(scene.output.findingStates("closed_pool_used")).isEmpty();
        }

        @Test
        void is_none_whose_borrower_met_an_error_of_the_server_s() {
            OpenLease lease = scene.acquire(pool, connection);
            scene.pass(SECOND);
            scene.tell(new PoolClosed(scene.now, pool, PoolClosed.How.CLOSED, REFRESH));
            failsAsClosed(lease, false);
            scene.passSeconds(4);
            assertThat(scene.output.findingStates("closed_pool_used")).isEmpty();
        }

        @Test
        void is_none_where_the_connection_had_died_before() {
            OpenLease lease = scene.acquire(pool, connection);
            scene.pass(SECOND);
            hangsUp(lease);
            close();
            failsAsClosed(lease, true);
            scene.passSeconds(4);
            assertThat(scene.output.findingStates("closed_pool_used")).isEmpty();
        }

        @Test
        void is_none_where_somebody_else_had_closed_the_connection_before() {
            OpenLease lease = scene.acquire(pool, connection);
            scene.pass(SECOND);
            scene.close(connection, Closed.How.CLOSED);
            scene.now += 5 * MILLI;
            scene.tell(new PoolClosed(scene.now, pool, PoolClosed.How.CLOSED, REFRESH));
            scene.now += 5 * MILLI;
            failsAsClosed(lease, true);
            scene.passSeconds(4);
            assertThat(scene.output.findingStates("closed_pool_used")).isEmpty();
        }

        @Test
        void is_none_where_the_call_had_failed_before() {
            OpenLease lease = scene.acquire(pool, connection);
            scene.close(connection, Closed.How.ABORTED);
            failsAsClosed(lease, true);
            scene.pass(SECOND / 2);
            scene.tell(new PoolClosed(scene.now, pool, PoolClosed.How.CLOSED, REFRESH));
            scene.passSeconds(4);
            assertThat(scene.output.findingStates("closed_pool_used")).isEmpty();
        }
    }

    @Nested
    class a_pool_that_takes_back {
        private long pool;

        private void closesAfter(String library, long nanos, boolean failing) {
            pool = scene.pool(library, 1, 4, new PoolUpkeep(-1, -1, -1, -1, 2 * SECOND, null));
            long connection = scene.open(pool);
            OpenLease lease = scene.acquire(pool, connection);
            scene.pass(nanos);
            scene.close(connection, Closed.How.CLOSED);
            if (failing) {
                scene.now += 100 * MILLI;
                failsAsClosed(lease, true);
            } else {
                scene.release(lease);
            }
            scene.passSeconds(4);
        }

        @Test
        void what_is_still_at_work_contradicts_its_use() {
            closesAfter("Tomcat JDBC", 3 * SECOND, true);
            Finding finding = scene.output.last("settings_conflict");
            assertThat(scene.output.findingStates("settings_conflict")).containsExactly("confirmed");
            assertThat(finding.severity()).isEqualTo(Severity.ERROR);
            assertThat(finding.sentence())
                    .isEqualTo(
                            "Pool orders closed 1 connection that was still in use: its removeAbandonedTimeout is 2.0 s.");
            assertThat(evidence(finding)).contains("up to 3.1 s after it was acquired at " + Scene.PLACE);
            assertThat(advice(finding))
                    .startsWith("Set removeAbandonedTimeout above the longest use there is")
                    .contains("ResetAbandonedTimer");
        }

        @Test
        void and_that_interceptor_is_tomcat_s_alone() {
            closesAfter("Commons DBCP 2", 3 * SECOND, true);
            assertThat(advice(scene.output.last("settings_conflict")))
                    .contains("removeAbandonedTimeout")
                    .doesNotContain("ResetAbandonedTimer");
        }

        @Test
        void what_nobody_misses_does_as_it_should() {
            closesAfter("Tomcat JDBC", 3 * SECOND, false);
            assertThat(scene.output.findingStates("settings_conflict")).isEmpty();
        }

        @Test
        void is_none_where_the_connection_had_died_before_it_did() {
            pool = scene.pool("Tomcat JDBC", 1, 4, new PoolUpkeep(-1, -1, -1, -1, 2 * SECOND, null));
            long connection = scene.open(pool);
            OpenLease lease = scene.acquire(pool, connection);
            scene.pass(SECOND);
            hangsUp(lease);
            scene.pass(2 * SECOND);
            scene.close(connection, Closed.How.CLOSED);
            scene.now += 100 * MILLI;
            failsAsClosed(lease, true);
            scene.passSeconds(4);
            assertThat(scene.output.findingStates("settings_conflict")).isEmpty();
        }

        @Test
        void is_what_did_it_though_the_pool_too_is_closed_before_the_call() {
            pool = scene.pool("Tomcat JDBC", 1, 4, new PoolUpkeep(-1, -1, -1, -1, 2 * SECOND, null));
            long connection = scene.open(pool);
            OpenLease lease = scene.acquire(pool, connection);
            scene.pass(3 * SECOND);
            scene.close(connection, Closed.How.CLOSED);
            scene.now += 100 * MILLI;
            scene.tell(new PoolClosed(scene.now, pool, PoolClosed.How.CLOSED, REFRESH));
            scene.now += 5 * MILLI;
            failsAsClosed(lease, true);
            scene.passSeconds(4);
            assertThat(scene.output.findingStates("closed_pool_used")).isEmpty();
            assertThat(scene.output.findingStates("settings_conflict")).containsExactly("confirmed");
        }

        @Test
        void is_not_who_closed_it_before_its_time() {
            closesAfter("Tomcat JDBC", SECOND, true);
            assertThat(scene.output.findingStates("settings_conflict")).isEmpty();
        }

        @Test
        void is_none_that_only_logs() {
            closesAfter("HikariCP", 3 * SECOND, true);
            assertThat(scene.output.findingStates("settings_conflict")).isEmpty();
        }
    }
}
