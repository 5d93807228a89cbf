package io.connwake.pipeline;

import static io.connwake.pipeline.Scene.MILLI;
import static io.connwake.pipeline.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Finding.Severity;
import io.connwake.pipeline.model.Names;
import io.connwake.recorder.event.ErrorFacts;
import io.connwake.recorder.event.Site;
import io.connwake.recorder.event.StillOpen.Holder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HeldIdleTest {
    private static final ErrorFacts POSTGRES = Scene.error(
            "org.postgresql.util.PSQLException",
            "25P03",
            "FATAL: terminating connection due to idle-in-transaction timeout");

    private final Scene scene = new Scene();
    private final long pool = scene.pool("orders", 2, 30 * SECOND);
    private final long connection = scene.open(0);

    private void hold(int times, Consumer<OpenLease> how) {
        hold(times, Scene.SITE, how);
    }

    /** For three seconds each, with a statement of 30 ms at the beginning. */
    private void hold(int times, @Nullable Site site, Consumer<OpenLease> how) {
        for (int i = 0; i < times; i++) {
            OpenLease lease = scene.acquire(scene.id(), pool, connection, 0, Scene.WORKER, site, null);
            lease.statements = 1;
            lease.dbNanos = 30 * MILLI;
            how.accept(lease);
            scene.passSeconds(3);
            scene.release(lease);
            scene.pass(SECOND);
        }
    }

    @Test
    void leases_that_last_long_and_leave_the_database_idle_are_a_warning_with_the_line_that_takes_the_time() {
        hold(8, lease -> {});
        scene.finish();
        assertThat(scene.output.findingStates("held_idle")).first().isEqualTo("confirmed");
        Finding finding = scene.output.last("held_idle");
        assertThat(finding.severity()).isEqualTo(Severity.WARN);
        assertThat(finding.attributes().get(Names.FINDING_SITE)).isEqualTo("com.acme.Orders.place(Orders.java:42)");
        assertThat(finding.sentence())
                .contains("8 leases of", "lasted 3.0 s on average, of which the database had 30 ms");
        assertThat((String) finding.attributes().get(Names.FINDING_EVIDENCE))
                .contains("spent 1 % of their time in the database")
                .contains("mostly at com.acme.Server.next(Server.java:12)");
        assertThat((String) finding.attributes().get(Names.FINDING_ADVICE))
                .contains("Move what is done at com.acme.Server.next(Server.java:12)");
    }

    @Test
    void a_pool_of_which_no_setting_is_known_gets_its_advice_in_plain_words() {
        long unknown = scene.pool("MyPool", "orders", 0, 0);
        for (int i = 0; i < 8; i++) {
            OpenLease lease = scene.acquire(unknown, connection);
            scene.passSeconds(3);
            scene.release(lease);
        }
        scene.finish();
        assertThat((String) scene.output.last("held_idle").attributes().get(Names.FINDING_ADVICE))
                .endsWith("; a larger pool would only pay for the idle time.");
    }

    @Test
    void few_of_them_are_enough_where_each_lasts_very_long() {
        hold(3, lease -> scene.passSeconds(5));
        scene.finish();
        assertThat(scene.output.findingStates("held_idle")).first().isEqualTo("confirmed");
    }

    @Test
    void it_is_an_error_where_others_waited_meanwhile() {
        hold(8, lease -> {
            scene.script.waits.clear();
            scene.waits(pool);
        });
        assertThat(scene.output.last("held_idle").severity()).isEqualTo(Severity.ERROR);
    }

    @Nested
    class a_session_that_is_open_in_view {
        private static final String BOOT = "org.springframework.boot.SpringApplication";
        private static final String INTERCEPTOR =
                "org.springframework.orm.jpa.support.OpenEntityManagerInViewInterceptor";

        private String text(String attribute) {
            return String.valueOf(scene.output.last("held_idle").attributes().get(attribute));
        }

        @Test
        void keeps_what_the_transaction_is_done_with_so_that_its_property_is_the_advice() {
            scene.loadedClasses.add(BOOT);
            scene.loadedClasses.add(INTERCEPTOR);
            hold(8, lease -> lease.keptOpen = true);
            scene.finish();
            assertThat(text(Names.FINDING_EVIDENCE)).contains("no transaction was seen on its stack");
            assertThat(text(Names.FINDING_ADVICE)).startsWith("Set spring.jpa.open-in-view=false");
        }

        @Test
        void has_no_part_in_what_a_transaction_keeps() {
            scene.loadedClasses.add(BOOT);
            scene.loadedClasses.add(INTERCEPTOR);
            hold(8, lease -> {});
            scene.finish();
            assertThat(text(Names.FINDING_EVIDENCE)).doesNotContain("no transaction");
            assertThat(text(Names.FINDING_ADVICE)).startsWith("Move what is done");
        }

        @Test
        void is_not_there_where_its_interceptor_is_not() {
            scene.loadedClasses.add(BOOT);
            hold(8, lease -> lease.keptOpen = true);
            scene.finish();
            assertThat(text(Names.FINDING_ADVICE)).startsWith("Move what is done");
        }
    }

    @Nested
    class a_transaction_that_the_server_ends_for_its_idleness {
        private void end(long poolId, ErrorFacts error) {
            OpenLease lease = scene.acquire(poolId, scene.open(poolId));
            scene.use(lease);
            scene.pass(2 * SECOND);
            scene.fail(lease, 2 * SECOND, MILLI, error);
            scene.release(lease);
            scene.passSeconds(2);
        }

        private String text(String attribute) {
            return String.valueOf(scene.output.last("held_idle").attributes().get(attribute));
        }

        @Test
        void is_an_error_at_once_with_the_limit_that_ended_it() {
            end(pool, POSTGRES);
            Finding finding = scene.output.last("held_idle");
            assertThat(finding.severity()).isEqualTo(Severity.ERROR);
            assertThat(finding.sentence())
                    .isEqualTo(
                            "The server ended 1 connection of pool orders whose transaction had been idle for 2.0 s: the"
                                    + " application met the error.");
            assertThat(finding.attributes().get(Names.FINDING_SITE)).isEqualTo("com.acme.Orders.place(Orders.java:42)");
            assertThat(text(Names.FINDING_EVIDENCE)).contains("(SQLState 25P03)");
            assertThat(text(Names.FINDING_ADVICE)).contains("A larger idle_in_transaction_session_timeout");
            assertThat(scene.output.only("lease ").attributes().get(Names.FINDING_KIND))
                    .isEqualTo("held_idle");
        }

        @Test
        void is_counted_with_those_before() {
            end(pool, POSTGRES);
            end(pool, POSTGRES);
            scene.finish();
            assertThat(scene.output.last("held_idle").sentence()).startsWith("The server ended 2 connections");
        }

        @Test
        void stands_for_the_long_leases_of_its_line_too() {
            hold(8, lease -> {});
            end(pool, POSTGRES);
            hold(8, lease -> {});
            scene.finish();
            assertThat(scene.output.last("held_idle").sentence()).startsWith("The server ended 1 connection of");
        }

        @Test
        void may_be_ended_by_a_proxy() {
            end(pool, Scene.error("org.postgresql.util.PSQLException", "08P01", "FATAL: idle transaction timeout"));
            assertThat(text(Names.FINDING_EVIDENCE)).startsWith("The proxy before it says so");
            assertThat(text(Names.FINDING_ADVICE)).contains("A larger idle_transaction_timeout");
        }

        @Test
        void may_be_of_no_pool() {
            end(0, POSTGRES);
            assertThat(scene.output.last("held_idle").sentence())
                    .startsWith("The server ended 1 connection to " + Scene.SERVER.label() + " whose transaction");
        }

        @Test
        void may_be_of_a_line_that_is_not_known() {
            OpenLease lease = scene.acquire(scene.id(), pool, connection, 0, Scene.WORKER, null, null);
            scene.pass(2 * SECOND);
            scene.fail(lease, 2 * SECOND, MILLI, POSTGRES);
            scene.passSeconds(2);
            assertThat(text(Names.FINDING_ADVICE)).startsWith("Move what is done between its statements before");
        }

        @Test
        void is_no_stale_connection() {
            end(pool, POSTGRES);
            scene.finish();
            assertThat(scene.output.findingStates("stale_connection")).isEmpty();
        }
    }

    @Nested
    class it_is_silent {
        private void assertSilence() {
            scene.finish();
            assertThat(scene.output.findingStates("held_idle")).isEmpty();
            assertThat(scene.output.findingStates("leak")).isEmpty();
        }

        @Test
        void for_three_of_some_seconds() {
            hold(3, lease -> {});
            assertSilence();
        }

        @Test
        void for_a_single_one() {
            hold(1, lease -> {});
            assertSilence();
        }

        @Test
        void where_the_database_works() {
            hold(8, lease -> lease.dbNanos = 2 * SECOND);
            assertSilence();
        }

        @Test
        void where_the_driver_reads_a_long_result() {
            hold(8, lease -> lease.inDriver = true);
            assertSilence();
        }

        @Test
        void where_the_connection_is_handed_over_so_that_nobody_knows_what_its_user_does() {
            hold(8, lease -> lease.holder = Holder.HANDED_OVER);
            assertSilence();
        }

        @Test
        void where_its_method_has_returned_and_it_is_given_back_all_the_same() {
            hold(8, lease -> lease.holder = Holder.GONE);
            assertSilence();
        }

        @Test
        void where_the_line_is_not_known() {
            hold(8, null, lease -> {});
            assertSilence();
        }

        @Test
        void for_short_ones_however_many() {
            for (int i = 0; i < 50; i++) {
                OpenLease lease = scene.acquire(pool, connection);
                scene.pass(900 * MILLI);
                scene.release(lease);
                scene.turn();
            }
            assertSilence();
        }
    }
}
