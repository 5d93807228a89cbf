package io.connwake.pipeline;

import static io.connwake.pipeline.Scene.MILLI;
import static io.connwake.pipeline.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Finding.Severity;
import io.connwake.pipeline.model.Names;
import io.connwake.recorder.event.Closed;
import io.connwake.recorder.event.CodeLine;
import io.connwake.recorder.event.ErrorFacts;
import io.connwake.recorder.event.PoolClosed;
import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.Site;
import io.connwake.recorder.event.Survived;
import io.connwake.recorder.event.Validated;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DeadConnectionFindingsTest {
    private static final ErrorFacts CLOSED =
            Scene.error("org.postgresql.util.PSQLException", "08003", "This connection has been closed.");
    private static final ErrorFacts TIMED_OUT = Scene.error(
            "org.postgresql.util.PSQLException",
            "08006",
            "An I/O error occurred while sending to the backend.",
            Scene.error("java.net.SocketTimeoutException", null, "Read timed out"));

    private final Scene scene = new Scene();

    private String advice(String kind) {
        return String.valueOf(scene.output.last(kind).attributes().get(Names.FINDING_ADVICE));
    }

    private String evidence(String kind) {
        return String.valueOf(scene.output.last(kind).attributes().get(Names.FINDING_EVIDENCE));
    }

    private OpenLease used(long pool, long connection) {
        OpenLease lease = scene.acquire(pool, connection);
        scene.use(lease);
        scene.now += 20 * MILLI;
        scene.release(lease);
        scene.pass(SECOND);
        return lease;
    }

    @Nested
    class a_poisoned_pool {
        private long pool = scene.pool("Agroal", "orders", 2, SECOND);
        private long connection = scene.open(pool);

        private void dies() {
            OpenLease lease = scene.acquire(pool, connection);
            scene.turn();
            scene.fail(lease, 372 * SECOND, MILLI, Scene.hungUp());
            scene.fail(lease, 0, MILLI, CLOSED);
            scene.release(lease);
            scene.pass(SECOND);
        }

        @Test
        void lends_again_what_was_found_dead() {
            dies();
            OpenLease next = scene.acquire(pool, connection);
            scene.turn();
            scene.fail(next, 0, MILLI, CLOSED);
            scene.release(next);
            scene.passSeconds(2);
            assertThat(scene.output.findingStates("poisoned_pool")).containsExactly("confirmed");
            assertThat(scene.output.last("poisoned_pool").sentence())
                    .isEqualTo("Pool orders lends dead connections: 1 lease got a connection that had failed before.");
            assertThat(evidence("poisoned_pool"))
                    .isEqualTo("First found dead at com.acme.Orders.place(Orders.java:42) (eof), and lent again 1.0 s"
                            + " later.");
            assertThat(advice("poisoned_pool"))
                    .contains("idleValidationTimeout=PT1S")
                    .contains("exceptionSorter");
        }

        @Test
        void of_the_application_s_own_is_to_test_and_has_no_setting_for_it() {
            pool = scene.pool("com.acme.Stock", null, -1, PoolFacts.UNKNOWN);
            connection = scene.open(pool);
            dies();
            scene.release(scene.acquire(pool, connection));
            scene.passSeconds(2);
            assertThat(advice("poisoned_pool"))
                    .isEqualTo("Let the pool test a connection before it lends it, and close one that failed.");
        }

        @Test
        void is_told_by_when_it_first_lent_it_again_however_often_it_does() {
            dies();
            for (int i = 0; i < 70; i++) {
                scene.release(scene.acquire(pool, connection));
                scene.pass(SECOND);
            }
            scene.passSeconds(61);
            assertThat(evidence("poisoned_pool")).endsWith(" and lent again 1.0 s later.");
        }

        @Test
        void is_seen_where_the_driver_fails_before_any_statement_too() {
            dies();
            scene.release(scene.acquire(pool, connection));
            scene.passSeconds(2);
            assertThat(scene.output.findingStates("poisoned_pool")).containsExactly("confirmed");
        }

        @Test
        void is_over_when_the_dead_ones_are_closed() {
            dies();
            scene.release(scene.acquire(pool, connection));
            scene.passSeconds(2);
            scene.close(connection, Closed.How.CLOSED);
            scene.passSeconds(2);
            assertThat(scene.output.findingStates("poisoned_pool")).containsExactly("confirmed", "resolved");
        }

        @Test
        void is_not_over_because_the_pool_is_closed() {
            dies();
            scene.release(scene.acquire(pool, connection));
            scene.passSeconds(2);
            scene.close(pool);
            scene.close(connection, Closed.How.CLOSED);
            scene.passSeconds(2);
            assertThat(scene.output.findingStates("poisoned_pool")).containsExactly("confirmed");
        }

        @Test
        void is_none_that_fails_again_within_the_same_lease() {
            dies();
            used(pool, scene.open(pool));
            scene.passSeconds(2);
            assertThat(scene.output.findingStates("poisoned_pool")).isEmpty();
        }

        @Test
        void is_none_whose_connection_works_again() {
            dies();
            used(pool, connection);
            scene.passSeconds(2);
            assertThat(scene.output.findingStates("poisoned_pool")).isEmpty();
        }
    }

    @Nested
    class a_half_open_connection {
        private long pool = scene.pool("orders", 2, SECOND);
        private long connection = scene.open(pool);

        private void timesOutAfter(long idleNanos) {
            long fresh = scene.open(pool);
            OpenLease lease = scene.acquire(pool, fresh);
            scene.turn();
            scene.now += 10 * SECOND;
            scene.fail(lease, idleNanos, 10 * SECOND, TIMED_OUT);
            scene.release(lease);
            scene.passSeconds(2);
        }

        @Test
        void is_one_that_does_not_answer_after_long_idleness_where_leases_are_short() {
            used(pool, connection);
            timesOutAfter(372 * SECOND);
            assertThat(scene.output.findingStates("half_open")).containsExactly("confirmed");
            Finding finding = scene.output.last("half_open");
            assertThat(finding.sentence()).startsWith("A connection that had been idle for 372.0 s did not answer");
            assertThat(advice("half_open")).contains("keepaliveTime=180000");
        }

        @Test
        void is_to_be_tested_where_the_pool_has_no_idle_timeout() {
            pool = scene.pool("Vibur", "orders", 2, SECOND);
            connection = scene.open(pool);
            used(pool, connection);
            timesOutAfter(372 * SECOND);
            assertThat(advice("half_open"))
                    .startsWith("Keep idle times below 372.0 s: the system's TCP keepalive with the driver's"
                            + " tcpKeepAlive=true; or let the pool test what idled for longer:"
                            + " connectionIdleLimitInSeconds=180, so that it is the test that waits.");
        }

        @Test
        void is_only_suspected_where_nothing_tells_it_from_a_slow_statement() {
            timesOutAfter(372 * SECOND);
            assertThat(scene.output.findingStates("half_open")).containsExactly("suspected");
            assertThat(scene.notices).isEmpty();
        }

        @Test
        void is_no_more_than_suspected_where_no_statement_of_its_line_ever_came_back() {
            usedElsewhere();
            timesOutAfter(372 * SECOND);
            timesOutAfter(300 * SECOND);
            assertThat(scene.output.findingStates("half_open")).containsOnly("suspected");
            scene.finish();
            assertThat(scene.output.last("half_open").sentence())
                    .isEqualTo(
                            "A connection that had been idle for 300.0 s did not answer within 10.0 s: something between"
                                    + " drops idle connections without a word, or the statement takes longer than its socket"
                                    + " timeout (2 times so far).");
            assertThat(advice("half_open"))
                    .startsWith("If a statement there may take longer than 10.0 s, raise the driver's socketTimeout. If"
                            + " none does, keep idle times below 300.0 s: ");
        }

        @Test
        void is_confirmed_when_its_line_is_quick_on_another_connection_then() {
            timesOutAfter(372 * SECOND);
            used(pool, connection);
            scene.passSeconds(2);
            assertThat(scene.output.findingStates("half_open")).containsExactly("suspected", "confirmed");
        }

        @Test
        void is_no_more_than_suspected_where_its_line_is_slow_on_others_too() {
            timesOutAfter(372 * SECOND);
            OpenLease lease = scene.acquire(pool, connection);
            scene.use(lease);
            scene.now += 6 * SECOND;
            scene.release(lease);
            scene.passSeconds(2);
            assertThat(scene.output.findingStates("half_open")).containsExactly("suspected");
        }

        @Test
        void is_no_more_than_suspected_where_another_lived_through_the_same_pause() {
            used(pool, connection);
            OpenLease other = used(pool, scene.open(pool));
            scene.tell(new Survived(scene.now, other.acquired.connectionId(), 371 * SECOND));
            timesOutAfter(372 * SECOND);
            assertThat(scene.output.findingStates("half_open")).containsExactly("suspected");
        }

        @Test
        void is_resolved_where_its_line_is_found_to_be_slow_without_a_pause() {
            used(pool, connection);
            timesOutAfter(372 * SECOND);
            timesOutAfter(0);
            assertThat(scene.output.findingStates("half_open")).containsExactly("confirmed", "resolved");
        }

        @Test
        void says_what_else_it_might_be_where_a_statement_met_it() {
            used(pool, connection);
            timesOutAfter(372 * SECOND);
            assertThat(advice("half_open"))
                    .endsWith(" If a statement there may take longer than 10.0 s, it was that: raise socketTimeout.");
            assertThat(evidence("half_open"))
                    .isEqualTo(
                            "The call waited 10.0 s in vain (read_timeout); the longest lease of this line took 20 ms.");
        }

        private void usedElsewhere() {
            Site elsewhere = new Site(List.of(new CodeLine("com.acme.Health", "check", "Health.java", 7)), 0);
            OpenLease lease = scene.acquire(scene.id(), pool, connection, 0, Scene.WORKER, elsewhere, null);
            scene.use(lease);
            scene.now += 20 * MILLI;
            scene.release(lease);
            scene.pass(SECOND);
        }

        private void isTested(long idleNanos, long tookNanos) {
            long tested = scene.open(pool);
            scene.turn();
            scene.now += tookNanos;
            scene.failTest(tested, idleNanos, tookNanos, TIMED_OUT);
            scene.passSeconds(2);
        }

        private void isFoundInvalid(long idleNanos, long tookNanos) {
            long tested = scene.open(pool);
            scene.turn();
            scene.now += tookNanos;
            scene.tell(new Validated(scene.now - tookNanos, scene.now, tested, false, idleNanos));
            scene.passSeconds(2);
        }

        @Test
        void may_be_met_by_the_pool_s_tests_alone_for_which_acquires_wait() {
            used(pool, connection);
            isTested(372 * SECOND, 5 * SECOND);
            assertThat(scene.output.findingStates("half_open")).containsExactly("confirmed");
            Finding finding = scene.output.last("half_open");
            assertThat(finding.severity()).isEqualTo(Severity.WARN);
            assertThat(evidence("half_open")).startsWith("The pool's test waited 5.0 s in vain (read_timeout)");
        }

        @Test
        void may_be_met_by_a_test_whose_driver_does_not_say_why() {
            used(pool, connection);
            isFoundInvalid(372 * SECOND, 5 * SECOND);
            assertThat(scene.output.findingStates("half_open")).containsExactly("confirmed");
        }

        @Test
        void is_an_error_where_the_application_met_one_too() {
            used(pool, connection);
            isTested(372 * SECOND, 5 * SECOND);
            timesOutAfter(372 * SECOND);
            scene.finish();
            assertThat(scene.output.last("half_open").severity()).isEqualTo(Severity.ERROR);
        }

        @Test
        void is_none_that_a_test_finds_at_once_or_after_short_idleness() {
            used(pool, connection);
            isTested(30 * SECOND, 5 * SECOND);
            isFoundInvalid(372 * SECOND, SECOND / 2);
            assertThat(scene.output.findingStates("half_open")).isEmpty();
        }

        @Test
        void may_have_idled_for_a_short_time_only_where_its_line_came_back_between_two_of_them() {
            used(pool, connection);
            timesOutAfter(5 * SECOND);
            assertThat(scene.output.findingStates("half_open")).isEmpty();
            used(pool, scene.open(pool));
            used(pool, scene.open(pool));
            timesOutAfter(7 * SECOND);
            assertThat(scene.output.findingStates("half_open")).first().isEqualTo("confirmed");
            Finding finding = scene.output.last("half_open");
            assertThat(finding.severity()).isEqualTo(Severity.ERROR);
            assertThat(finding.sentence())
                    .startsWith("A connection that had been idle for 5.0 s did not answer")
                    .contains("2 times so far");
        }

        @Test
        void is_none_after_short_idleness_where_both_were_silent_in_a_row() {
            used(pool, connection);
            timesOutAfter(5 * SECOND);
            timesOutAfter(7 * SECOND);
            assertThat(scene.output.findingStates("half_open")).isEmpty();
        }

        @Test
        void is_none_after_short_idleness_where_others_lived_through_as_much() {
            used(pool, connection);
            timesOutAfter(5 * SECOND);
            OpenLease lease = used(pool, scene.open(pool));
            scene.tell(new Survived(scene.now, lease.acquired.connectionId(), 8 * SECOND));
            used(pool, scene.open(pool));
            timesOutAfter(7 * SECOND);
            assertThat(scene.output.findingStates("half_open")).isEmpty();
        }

        @Test
        void is_none_after_short_idleness_where_others_lived_through_as_much_as_the_first() {
            used(pool, connection);
            timesOutAfter(5 * SECOND);
            OpenLease lease = used(pool, scene.open(pool));
            scene.tell(new Survived(scene.now, lease.acquired.connectionId(), 6 * SECOND));
            used(pool, scene.open(pool));
            timesOutAfter(9 * SECOND);
            assertThat(scene.output.findingStates("half_open")).isEmpty();
        }

        @Test
        void is_none_that_was_in_use() {
            used(pool, connection);
            timesOutAfter(0);
            timesOutAfter(30 * SECOND);
            assertThat(scene.output.findings).isEmpty();
        }

        @Test
        void is_none_where_statements_are_slow_on_connections_in_use() {
            timesOutAfter(372 * SECOND);
            timesOutAfter(0);
            timesOutAfter(372 * SECOND);
            assertThat(scene.output.findingStates("half_open")).containsExactly("suspected", "resolved");
        }
    }

    @Nested
    class a_full_server {
        @Test
        void tells_what_this_process_held_and_never_how_much_the_server_admits() {
            long pool = scene.pool("orders", 8, SECOND);
            long other = scene.pool("audit", 4, SECOND);
            scene.acquire(pool, scene.open(pool));
            scene.open(pool);
            scene.open(other);
            scene.turn();
            scene.openFailed(pool, 0, Scene.tooMany());
            scene.passSeconds(2);
            assertThat(scene.output.findingStates("server_full")).containsExactly("confirmed");
            assertThat(scene.output.last("server_full").sentence())
                    .isEqualTo("The server db:5432 refused 1 connection: it has none left to give.");
            assertThat(evidence("server_full"))
                    .isEqualTo("This process had 3 there: orders 2 (1 in use, 1 idle, limit 8); audit 1 (0 in use, 1"
                            + " idle, limit 4).");
            assertThat(advice("server_full")).contains("processes × 12").contains("maximumPoolSize of orders");
        }

        @Test
        void advises_no_lower_limit_where_there_is_none() {
            long pool = scene.pool("Commons DBCP 2", "orders", PoolFacts.UNKNOWN, SECOND);
            scene.acquire(pool, scene.open(pool));
            scene.turn();
            scene.openFailed(pool, 0, Scene.tooMany());
            scene.passSeconds(2);
            assertThat(advice("server_full"))
                    .isEqualTo("Set maxTotal of orders to a limit, or let the server admit more.");
        }

        @Test
        void tells_of_what_it_was_admitting_when_it_refused_another() {
            long pool = scene.pool("orders", 8, SECOND);
            scene.turn();
            scene.openFailed(pool, 0, Scene.tooMany());
            scene.acquire(pool, scene.open(pool)); // under way since before
            scene.passSeconds(2);
            assertThat(evidence("server_full"))
                    .isEqualTo("This process had 1 there: orders 1 (1 in use, 0 idle, limit 8).");
        }

        @Test
        void tells_what_is_held_by_now_where_it_refuses_again_and_again() {
            long pool = scene.pool("orders", 8, SECOND);
            long connection = scene.open(pool);
            scene.turn();
            scene.openFailed(pool, 0, Scene.tooMany());
            scene.acquire(pool, connection);
            for (int i = 0; i < 20; i++) {
                scene.pass(SECOND / 2);
                scene.openFailed(pool, 0, Scene.tooMany());
            }
            scene.finish();
            assertThat(evidence("server_full")).contains("orders 1 (1 in use, 0 idle, limit 8)");
        }

        @Test
        void names_what_a_closed_pool_left_open_and_what_was_just_being_closed() {
            long old = scene.pool("old", 4, SECOND);
            long closing = scene.open(old);
            scene.open(old);
            scene.turn();
            scene.close(old);
            scene.close(closing, Closed.How.CLOSED);
            long pool = scene.pool("orders", 8, SECOND);
            scene.openFailed(pool, 0, Scene.tooMany());
            scene.passSeconds(2);
            assertThat(evidence("server_full"))
                    .contains("old 1 (0 in use, 1 idle; that pool is closed, they are not)")
                    .contains("It was closing 1 at that moment");
            assertThat(advice("server_full")).startsWith("Close what the closed pool left open.");
        }

        @Test
        void says_which_limit_where_the_server_does() {
            scene.openFailed(
                    scene.pool("orders", 8, SECOND),
                    0,
                    Scene.error(
                            "org.postgresql.util.PSQLException", "53300", "FATAL: too many connections for role ?"));
            scene.passSeconds(2);
            assertThat(scene.output.last("server_full").sentence()).contains("the CONNECTION LIMIT of the role");
        }

        @Test
        void takes_slots_that_are_reserved_for_roles_for_no_limit_of_a_role() {
            String reserved = "FATAL: remaining connection slots are reserved for roles with the SUPERUSER attribute";
            scene.openFailed(
                    scene.pool("orders", 8, SECOND),
                    0,
                    Scene.error("org.postgresql.util.PSQLException", "53300", reserved));
            scene.passSeconds(2);
            assertThat(scene.output.last("server_full").sentence()).endsWith("it has none left to give.");
        }

        @Test
        void refuses_a_pool_s_own_threads_for_the_only_pool_that_leads_there() {
            long pool = scene.pool("orders", 8, SECOND);
            scene.acquire(pool, scene.open(pool, 0, Scene.APPLICATION_CODE, false));
            scene.open(0);
            scene.open(0);
            scene.pass(SECOND);
            scene.openFailed(0, 0, Scene.tooMany());
            scene.passSeconds(2);
            assertThat(evidence("server_full"))
                    .isEqualTo("This process had 3 there: orders 1 (1 in use, 0 idle, limit 8); 2 opened"
                            + " and not lent yet.");
            assertThat(advice("server_full")).contains("processes × 8").contains("maximumPoolSize of orders");
        }

        @Test
        void advises_lower_limits_where_pools_filled_up_before_anybody_borrowed() {
            scene.open(0);
            scene.open(0);
            scene.openFailed(0, 0, Scene.tooMany());
            scene.passSeconds(2);
            assertThat(evidence("server_full")).contains("2 opened and not lent yet");
            assertThat(advice("server_full"))
                    .isEqualTo("Lower the limits of the pools that fill up there, or let the server admit more.");
        }

        @Test
        void counts_what_an_acquire_that_goes_on_has_opened_for_nobody_s_yet() {
            long pool = scene.pool("orders", 8, SECOND);
            scene.open(0, scene.id(), Scene.APPLICATION_CODE, false);
            scene.openFailed(pool, 0, Scene.tooMany());
            scene.passSeconds(2);
            assertThat(evidence("server_full"))
                    .contains("1 opened and not lent yet")
                    .doesNotContain("without a pool");
        }

        @Test
        void is_over_when_it_takes_connections_again() {
            long pool = scene.pool("orders", 8, SECOND);
            scene.openFailed(pool, 0, Scene.tooMany());
            scene.passSeconds(2);
            scene.open(pool);
            scene.passSeconds(12);
            assertThat(scene.output.findingStates("server_full")).containsExactly("confirmed", "resolved");
        }

        @Test
        void is_not_one_that_refuses_a_password_or_is_not_there() {
            long pool = scene.pool("orders", 8, SECOND);
            scene.openFailed(pool, 0, Scene.error("org.postgresql.util.PSQLException", "28P01", "FATAL: password"));
            scene.openFailed(
                    pool,
                    0,
                    Scene.error(
                            "org.postgresql.util.PSQLException",
                            "08001",
                            "?",
                            Scene.error("java.net.ConnectException", null, "Connection refused")));
            scene.passSeconds(2);
            assertThat(scene.output.findings).isEmpty();
        }
    }

    @Nested
    class a_closed_pool {
        private final ErrorFacts closed = Scene.error("java.sql.SQLException", null, "? (?) has been closed.");
        private final Site closing = new Site(List.of(new CodeLine("com.acme.Main", "stop", "Main.java", 9)), 0);

        private void close(long pool) {
            scene.tell(new PoolClosed(scene.now, pool, PoolClosed.How.CLOSED, closing));
            scene.pass(SECOND);
        }

        @Test
        void that_is_used_names_both_lines() {
            long pool = scene.pool("orders", 4, SECOND);
            used(pool, scene.open(pool));
            close(pool);
            scene.acquireFails(pool, 0, closed);
            scene.passSeconds(2);
            assertThat(scene.output.findingStates("closed_pool_used")).containsExactly("confirmed");
            assertThat(scene.output.last("closed_pool_used").sentence())
                    .isEqualTo("Pool orders is used after it was closed: 1 acquire failed.");
            assertThat(evidence("closed_pool_used"))
                    .isEqualTo("Acquired at com.acme.Orders.place(Orders.java:42), closed at"
                            + " com.acme.Main.stop(Main.java:9) 1.0 s before.");
        }

        @Test
        void tells_for_how_long_it_was_closed_while_the_clock_goes_below_zero() {
            long pool = scene.pool("orders", 4, SECOND);
            used(pool, scene.open(pool));
            scene.now = Long.MAX_VALUE - SECOND / 2;
            close(pool);
            scene.acquireFails(pool, 0, closed);
            scene.passSeconds(2);
            assertThat(evidence("closed_pool_used")).endsWith("com.acme.Main.stop(Main.java:9) 1.0 s before.");
        }

        @Test
        void of_tomcat_s_is_built_anew_without_a_word() {
            long pool = scene.pool("Tomcat JDBC", "orders", 4, SECOND);
            used(pool, scene.open(pool));
            close(pool);
            used(pool, scene.open(pool));
            scene.passSeconds(6);
            assertThat(scene.output.findingStates("closed_pool_used")).containsExactly("confirmed");
            assertThat(scene.output.last("closed_pool_used").sentence()).contains("silently built a new pool");
            assertThat(advice("closed_pool_used")).contains("purge()").contains("not at com.acme.Main.stop");
        }

        @Test
        void of_mariadb_s_has_whoever_asks_wait_in_vain() {
            long pool = scene.pool("MariaDB pool", "orders", 4, SECOND);
            used(pool, scene.open(pool));
            scene.acquireFails(pool, SECOND, Scene.poolTimeout());
            close(pool);
            scene.pass(SECOND);
            scene.acquireFails(pool, SECOND, Scene.poolTimeout());
            scene.passSeconds(2);
            assertThat(scene.output.last("closed_pool_used").sentence())
                    .isEqualTo("Pool orders is used after it was closed: 1 acquire failed.");
        }

        @Test
        void of_another_library_that_starts_again_was_told_to() {
            long pool = scene.pool("Commons DBCP 2", "orders", 4, SECOND);
            used(pool, scene.open(pool));
            close(pool);
            used(pool, scene.open(pool));
            scene.passSeconds(6);
            assertThat(scene.output.findings).isEmpty();
        }

        @Test
        void fails_who_waited_already_without_being_used_after() {
            long pool = scene.pool("orders", 4, 30 * SECOND);
            used(pool, scene.open(pool));
            close(pool);
            scene.acquireFails(pool, 2 * SECOND, closed);
            scene.passSeconds(2);
            assertThat(scene.output.findingStates("closed_pool_used")).isEmpty();
        }
    }
}
