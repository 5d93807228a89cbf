package io.connwake.pipeline;

import static io.connwake.pipeline.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Names;
import io.connwake.recorder.event.Closed;
import io.connwake.recorder.event.CodeLine;
import io.connwake.recorder.event.Site;
import io.connwake.recorder.event.ThreadRef;
import io.connwake.recorder.event.WorkSettled;
import io.connwake.recorder.event.WorkSettled.By;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class UncommittedWorkTest {
    private static final String LEFT_OPEN = "transaction_left_open";
    private static final String CARRIED_OVER = "work_carried_over";
    private static final ThreadRef OTHER = new ThreadRef(9, "http-9");
    private static final Site ELSEWHERE =
            new Site(List.of(new CodeLine("com.acme.Billing", "charge", "Billing.java", 17)), 0);

    private final Scene scene = new Scene();

    private long pool(String library) {
        return scene.pool(library, "orders", 4, SECOND);
    }

    private long leave(long pool) {
        return leave(pool, scene.open(0), false);
    }

    private long leave(long pool, long connection, boolean afterError) {
        OpenLease lease = scene.acquire(pool, connection);
        scene.use(lease);
        if (afterError) {
            scene.fail(lease, Scene.error("org.postgresql.util.PSQLException", "23505", "duplicate key"));
        }
        lease.workLeft = true;
        scene.release(lease);
        return connection;
    }

    private void finishWell(long pool) {
        OpenLease lease = scene.acquire(pool, scene.open(0));
        scene.use(lease);
        scene.release(lease);
    }

    private void settle(long connection, By by, boolean committed, long lease) {
        scene.tell(new WorkSettled(scene.now, connection, lease, committed, by));
    }

    private OpenLease inherit(long pool, long connection, ThreadRef thread) {
        return scene.acquire(scene.id(), pool, connection, 0, thread, ELSEWHERE, null, true);
    }

    private String text(String kind, String attribute) {
        return String.valueOf(scene.output.last(kind).attributes().get(attribute));
    }

    private void assertSilence() {
        assertThat(scene.output.findings).isEmpty();
        assertThat(scene.notices).isEmpty();
    }

    @Nested
    class a_transaction_left_open_is_confirmed {
        @Test
        void where_the_pool_rolls_it_back() {
            settle(leave(pool("HikariCP")), By.RETURN, false, 0);
            scene.passSeconds(3);
            Finding finding = scene.output.last(LEFT_OPEN);
            assertThat(scene.output.findingStates(LEFT_OPEN)).containsExactly("confirmed");
            assertThat(finding.sentence())
                    .isEqualTo("1 connection of pool orders was given back with work that was neither committed nor"
                            + " rolled back; HikariCP rolled it back.");
            assertThat(finding.severity()).isEqualTo(Finding.Severity.WARN);
            assertThat(text(LEFT_OPEN, Names.FINDING_SITE)).isEqualTo("com.acme.Orders.place(Orders.java:42)");
            assertThat(text(LEFT_OPEN, Names.FINDING_EVIDENCE))
                    .isEqualTo(
                            "1 of the 1 that came back from this line. Last on thread http-7: a transaction was open,"
                                    + " and of 1 statement at least one wrote after the last commit.");
            assertThat(text(LEFT_OPEN, Names.FINDING_ADVICE))
                    .isEqualTo("Commit before the close, and roll back on every path that does not, in the method that"
                            + " acquires at com.acme.Orders.place(Orders.java:42).");
        }

        @Test
        void where_the_pool_commits_it_even_after_an_exception() {
            settle(leave(pool("Agroal"), scene.open(0), true), By.RETURN, true, 0);
            scene.passSeconds(3);
            assertThat(scene.output.findingStates(LEFT_OPEN)).containsExactly("confirmed");
            assertThat(scene.output.last(LEFT_OPEN).sentence()).endsWith("; Agroal committed it, finished or not.");
        }

        @Test
        void where_the_pool_rolls_it_back_unheard_before_it_switches_auto_commit_on() {
            settle(leave(pool("MariaDB pool")), By.RETURN, true, 0);
            scene.passSeconds(3);
            assertThat(scene.output.last(LEFT_OPEN).sentence()).endsWith("; MariaDB pool rolled it back.");
        }

        @Test
        void where_the_pool_leaves_it_and_nobody_borrows_the_connection() {
            leave(pool("Tomcat JDBC"));
            scene.passSeconds(4);
            assertThat(scene.output.findingStates(LEFT_OPEN)).containsExactly("confirmed");
            assertThat(scene.output.last(LEFT_OPEN).sentence())
                    .endsWith("; Tomcat JDBC left the transaction open, with its locks.");
            assertThat(text(LEFT_OPEN, Names.FINDING_ADVICE))
                    .endsWith("As a stopgap rollbackOnReturn=true rolls back what is left, but only with"
                            + " defaultAutoCommit=false.");
        }

        @Test
        void where_a_connection_of_no_pool_is_closed_with_it() {
            long connection = scene.open(0, 0, Scene.APPLICATION_CODE, false);
            leave(0, connection, false);
            scene.close(connection, Closed.How.CLOSED);
            scene.passSeconds(8);
            assertThat(scene.output.findingStates(LEFT_OPEN)).containsExactly("confirmed");
        }
    }

    @Nested
    class a_transaction_left_open_is_only_suspected_where_the_pool_rolls_back {
        @Test
        void after_an_exception() {
            settle(leave(pool("HikariCP"), scene.open(0), true), By.RETURN, false, 0);
            scene.passSeconds(3);
            assertThat(scene.output.findingStates(LEFT_OPEN)).containsExactly("suspected");
            assertThat(scene.notices).isEmpty();
        }

        @Test
        void by_few_of_the_leases_of_that_line() {
            long pool = pool("HikariCP");
            for (int i = 0; i < 9; i++) {
                finishWell(pool);
            }
            settle(leave(pool), By.RETURN, false, 0);
            scene.passSeconds(3);
            assertThat(scene.output.findingStates(LEFT_OPEN)).containsExactly("suspected");
        }
    }

    @Nested
    class work_is_carried_over {
        @Test
        void to_the_next_borrower_who_commits_it() {
            long pool = pool("Tomcat JDBC");
            long connection = leave(pool);
            scene.turn();
            OpenLease heir = inherit(pool, connection, OTHER);
            scene.turn();
            settle(connection, By.BORROWER, true, heir.acquired.leaseId());
            scene.release(heir);
            scene.passSeconds(4);
            assertThat(scene.output.findingStates(CARRIED_OVER)).containsExactly("confirmed");
            assertThat(scene.output.findingStates(LEFT_OPEN)).isEmpty();
            assertThat(scene.output.last(CARRIED_OVER).sentence())
                    .isEqualTo("1 connection of pool orders was given back with uncommitted work, and the next borrower"
                            + " got that work and committed it.");
            assertThat(text(CARRIED_OVER, Names.FINDING_SITE)).isEqualTo("com.acme.Orders.place(Orders.java:42)");
            assertThat(text(CARRIED_OVER, Names.FINDING_EVIDENCE))
                    .contains("Last it went to thread http-9, which acquired at"
                            + " com.acme.Billing.charge(Billing.java:17).");
        }

        @Test
        void from_a_pool_that_ends_what_jdbc_began_for_this_was_begun_by_sql() {
            long pool = pool("HikariCP");
            long connection = leave(pool);
            scene.turn();
            inherit(pool, connection, Scene.WORKER);
            scene.passSeconds(4);
            assertThat(scene.output.findingStates(CARRIED_OVER)).containsExactly("confirmed");
        }

        @Test
        void and_what_the_same_line_leaves_in_the_end_is_no_finding_of_its_own() {
            long pool = pool("Vibur");
            long connection = leave(pool);
            scene.turn();
            OpenLease heir = inherit(pool, connection, OTHER);
            scene.turn();
            scene.release(heir);
            leave(pool);
            scene.passSeconds(5);
            assertThat(scene.output.findingStates(LEFT_OPEN)).isEmpty();
            assertThat(text(CARRIED_OVER, Names.FINDING_ADVICE)).contains("resetDefaultsAfterUse=true only keeps it");
        }
    }

    @Nested
    class nothing_is_said {
        @Test
        void where_a_transaction_manager_ends_what_the_application_closed() {
            settle(leave(pool("Agroal")), By.MANAGER, true, 0);
            scene.passSeconds(5);
            assertSilence();
        }

        @Test
        void where_it_lends_the_same_connection_again_within_its_transaction() {
            long pool = pool("Agroal");
            long connection = leave(pool);
            scene.turn();
            OpenLease again = inherit(pool, connection, Scene.WORKER);
            scene.turn();
            settle(connection, By.BORROWER, true, again.acquired.leaseId());
            scene.release(again);
            scene.passSeconds(5);
            assertSilence();
        }

        @Test
        void where_nobody_knows_what_became_of_it() {
            leave(pool("HikariCP"));
            leave(pool("MyPool"));
            scene.passSeconds(8);
            assertSilence();
        }

        @Test
        void where_work_was_finished() {
            long pool = pool("Tomcat JDBC");
            for (int i = 0; i < 20; i++) {
                finishWell(pool);
                scene.pass(SECOND);
            }
            assertSilence();
        }
    }
}
