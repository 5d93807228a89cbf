package io.connwake.pipeline;

import static io.connwake.pipeline.Scene.MILLI;
import static io.connwake.pipeline.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Names;
import io.connwake.recorder.event.Closed;
import io.connwake.recorder.event.ErrorFacts;
import io.connwake.recorder.event.StillOpen.Holder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What follows from the times in which a function's environment may have been frozen. */
class FreezeTest {
    private static final ErrorFacts RESET = Scene.error(
            "org.postgresql.util.PSQLException",
            "08006",
            "An I/O error occurred while sending to the backend.",
            Scene.error("java.net.SocketException", null, "Connection reset"));
    private static final ErrorFacts ENDED = Scene.error(
            "org.postgresql.util.PSQLException", "57P01", "FATAL: terminating connection due to administrator command");
    private static final String LINE = "com.acme.Orders.place(Orders.java:42)";
    private final Scene scene = new Scene();
    private final long pool = scene.pool("orders", 4, 2 * SECOND);
    private long connection;
    private int calls;

    @AfterEach
    void the_journal_of_it_gives_the_same() {
        assertThat(scene.replayed().findings).isEqualTo(scene.output.findings);
    }

    private void call() {
        scene.call("r-" + ++calls);
        scene.release(scene.acquire(pool, connection));
        scene.pass(20 * MILLI);
        scene.end(false);
        scene.turn();
    }

    private void freeze(long nanos, long suspendedNanos) {
        scene.pause();
        scene.turn();
        scene.resume(nanos, suspendedNanos);
        scene.turn();
    }

    private Finding last(String kind) {
        return scene.output.last(kind);
    }

    private String evidence(String kind) {
        return String.valueOf(last(kind).attributes().get(Names.FINDING_EVIDENCE));
    }

    private String advice(String kind) {
        return String.valueOf(last(kind).attributes().get(Names.FINDING_ADVICE));
    }

    @Nested
    class a_connection_that_is_dead_afterwards {
        private void diesInCall(long frozenNanos, long suspendedNanos) {
            diesInCall(frozenNanos, suspendedNanos, RESET);
        }

        private void diesInCall(long frozenNanos, long suspendedNanos, ErrorFacts error) {
            connection = scene.open(pool);
            call();
            freeze(frozenNanos, suspendedNanos);
            scene.call("r-" + ++calls);
            scene.pass(2 * MILLI);
            OpenLease lease = scene.acquire(pool, connection);
            scene.fail(lease, frozenNanos + 20 * MILLI, MILLI, error);
            scene.release(lease);
            scene.close(connection, Closed.How.CLOSED);
            scene.end(true);
            scene.passSeconds(3);
        }

        @Test
        void is_stale_and_the_freeze_is_said() {
            diesInCall(400 * SECOND, 0);
            assertThat(scene.output.findingStates("stale_connection")).containsExactly("confirmed");
            assertThat(evidence("stale_connection"))
                    .contains("Meanwhile the environment was frozen, for up to 400.0 s");
            assertThat(scene.output.findingStates("validation_gap")).isEmpty();
        }

        @Test
        void was_lent_untested_where_the_pool_s_clock_stood_still() {
            diesInCall(400 * SECOND, 400 * SECOND);
            assertThat(scene.output.findingStates("validation_gap")).containsExactly("confirmed");
            assertThat(last("validation_gap").sentence())
                    .isEqualTo("1 connection of pool orders was lent dead and untested after the environment had been"
                            + " frozen for up to 400.0 s: the application met the error.");
            assertThat(evidence("validation_gap")).contains("had idled for 22 ms, in truth for 400.0 s");
            assertThat(scene.output.named("lease").get(1).attributes().get(Names.ACQUIRE_VALIDATED))
                    .isEqualTo("skipped");
        }

        @Test
        void is_no_reason_to_leave_the_pool_s_window_open() {
            diesInCall(400 * SECOND, 400 * SECOND);
            assertThat(advice("stale_connection"))
                    .contains("aliveBypassWindowMs before it lends it: set that property to 0");
        }

        @Test
        void leaves_the_pool_s_window_as_it_is_where_the_clock_ran_on() {
            diesInCall(400 * SECOND, 0);
            assertThat(advice("stale_connection")).contains("leave that property at its 500 ms");
        }

        @Test
        void was_lent_untested_too_where_an_administrator_had_ended_it() {
            diesInCall(400 * SECOND, 400 * SECOND, ENDED);
            assertThat(scene.output.findingStates("validation_gap")).containsExactly("confirmed");
            assertThat(scene.output.findingStates("stale_connection")).doesNotContain("confirmed");
        }

        @Test
        void was_not_where_an_administrator_had_ended_it_and_the_clock_ran_on() {
            diesInCall(400 * SECOND, 0, ENDED);
            assertThat(scene.output.findingStates("validation_gap")).isEmpty();
        }

        @Test
        void is_told_with_the_line_that_got_it() {
            diesInCall(400 * SECOND, 400 * SECOND);
            assertThat(last("validation_gap").attributes().get(Names.FINDING_SITE))
                    .isEqualTo(LINE);
        }

        @Test
        void was_not_where_the_pool_s_test_found_it() {
            connection = scene.open(pool);
            call();
            freeze(400 * SECOND, 400 * SECOND);
            scene.call("r-2");
            scene.validated(connection, false, 400 * SECOND);
            scene.close(connection, Closed.How.CLOSED);
            scene.release(scene.acquire(pool, scene.open(pool)));
            scene.end(false);
            scene.passSeconds(3);
            assertThat(scene.output.findingStates("validation_gap")).isEmpty();
        }
    }

    @Nested
    class a_pool_that_keeps_more_than_it_needs {
        private void calls(int count, long frozenNanos) {
            for (int i = 0; i < count; i++) {
                call();
                freeze(frozenNanos, 0);
                scene.passSeconds(1);
            }
        }

        private void opens(int idle) {
            connection = scene.open(pool);
            for (int i = 0; i < idle; i++) {
                long more = scene.open(pool);
                OpenLease lease = scene.acquire(pool, more);
                scene.pass(MILLI);
                scene.release(lease);
                scene.pass(MILLI);
            }
            scene.turn();
        }

        @Test
        void is_told_once_it_was_frozen_so_twice() {
            opens(2);
            calls(6, 60 * SECOND);
            assertThat(scene.output.findingStates("open_across_freeze")).startsWith("confirmed");
            assertThat(last("open_across_freeze").sentence())
                    .isEqualTo("Pool orders keeps 3 connections open while the environment is frozen, but never more"
                            + " than 1 was in use at once.");
            assertThat((String) last("open_across_freeze").attributes().get(Names.FINDING_ADVICE))
                    .contains("maximumPoolSize=1");
        }

        @Test
        void is_told_where_no_freeze_lasts_two_seconds() {
            opens(2);
            for (int i = 0; i < 8; i++) {
                call();
                freeze(1_500 * MILLI, 0);
            }
            assertThat(scene.output.findingStates("open_across_freeze")).startsWith("confirmed");
        }

        @Test
        void is_told_with_the_line_that_built_it() {
            scene.built(pool, 5 * MILLI, null, null);
            opens(2);
            calls(6, 60 * SECOND);
            assertThat(last("open_across_freeze").attributes().get(Names.FINDING_SITE))
                    .isEqualTo(LINE);
        }

        @Test
        void is_no_finding_where_it_keeps_what_it_needs() {
            opens(0);
            calls(6, 60 * SECOND);
            assertThat(scene.output.findings).isEmpty();
        }

        @Test
        void is_no_finding_where_several_are_in_use_at_once() {
            opens(1);
            long other = scene.open(pool);
            scene.turn();
            OpenLease one = scene.acquire(pool, connection);
            OpenLease two = scene.acquire(pool, other);
            scene.pass(20 * MILLI);
            scene.release(one);
            scene.release(two);
            scene.close(other, Closed.How.CLOSED);
            calls(6, 60 * SECOND);
            assertThat(scene.output.findings).isEmpty();
        }

        @Test
        void is_no_finding_between_invocations_that_follow_at_once() {
            opens(2);
            calls(6, 30 * MILLI);
            assertThat(scene.output.findingStates("open_across_freeze")).isEmpty();
        }
    }

    @Nested
    class a_lease_that_is_out {
        private OpenLease handedOver() {
            connection = scene.open(pool);
            scene.call("r-1");
            OpenLease lease = scene.acquire(pool, connection);
            scene.use(lease);
            lease.holder = Holder.HANDED_OVER;
            scene.end(false);
            return lease;
        }

        @Test
        void and_comes_back_afterwards_is_told() {
            OpenLease lease = handedOver();
            scene.turn();
            freeze(60 * SECOND, 60 * SECOND);
            scene.release(lease);
            scene.passSeconds(3);
            assertThat(scene.output.findingStates("open_across_freeze")).containsExactly("confirmed");
            assertThat(scene.output.findingStates("leak")).isEmpty();
        }

        @Test
        void and_comes_back_before_the_runtime_has_its_next_event_is_told() {
            OpenLease lease = handedOver();
            scene.pause();
            scene.pass(60 * SECOND);
            scene.release(lease);
            scene.resume(20 * MILLI, 0);
            scene.passSeconds(3);
            assertThat(scene.output.findingStates("open_across_freeze")).containsExactly("confirmed");
        }

        private void isKeptBy(int calls) {
            for (int i = 0; i < calls; i++) {
                scene.call("r-" + i);
                scene.use(scene.acquire(pool, scene.open(pool)));
                scene.pass(20 * MILLI);
                scene.end(false);
                scene.turn();
                freeze(60 * SECOND, 60 * SECOND);
            }
            scene.passSeconds(3);
        }

        @Test
        void and_never_comes_back_is_told_once_there_are_two() {
            isKeptBy(3);
            assertThat(scene.output.findingStates("open_across_freeze")).startsWith("confirmed");
            assertThat(last("open_across_freeze").sentence())
                    .isEqualTo(
                            "3 leases of pool orders were out while the environment was frozen: not returned when the"
                                    + " invocation ended.");
            assertThat((String) last("open_across_freeze").attributes().get(Names.FINDING_ADVICE))
                    .startsWith("Close it in a try-with-resources (" + LINE + ")");
        }

        @Test
        void and_is_the_only_one_may_be_kept_by_design() {
            isKeptBy(1);
            assertThat(scene.output.findingStates("open_across_freeze")).isEmpty();
        }

        @Test
        void and_comes_back_before_is_none() {
            connection = scene.open(pool);
            scene.call("r-1");
            OpenLease lease = scene.acquire(pool, connection);
            scene.use(lease);
            scene.end(false);
            scene.pass(5 * MILLI);
            scene.release(lease);
            freeze(60 * SECOND, 0);
            scene.passSeconds(3);
            assertThat(scene.output.findings).isEmpty();
        }
    }
}
