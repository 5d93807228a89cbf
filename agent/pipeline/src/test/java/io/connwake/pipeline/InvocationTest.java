package io.connwake.pipeline;

import static io.connwake.pipeline.Scene.MILLI;
import static io.connwake.pipeline.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Names;
import io.connwake.pipeline.model.Span;
import io.connwake.recorder.event.Closed;
import io.connwake.recorder.event.StillOpen.Holder;
import io.connwake.recorder.event.TraceParent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Units of work: what is told of them, and what follows for what is done within them. */
class InvocationTest {
    private static final String FUNCTION = "com.acme.Job.run";
    private final Scene scene = new Scene();
    private final long pool = scene.pool("orders", 4, 2 * SECOND);

    @AfterEach
    void the_journal_of_it_gives_the_same() {
        assertThat(scene.replayed().spans).isEqualTo(scene.output.spans);
    }

    @Nested
    class its_span {
        @Test
        void says_what_it_borrowed_opened_and_left() {
            scene.open(pool);
            scene.turn();
            scene.begin(FUNCTION, null);
            long opened = scene.open(pool);
            scene.release(scene.acquire(pool, opened));
            scene.close(opened, Closed.How.CLOSED);
            scene.pass(30 * MILLI);
            scene.end(false);
            scene.passSeconds(2);

            Span span = scene.output.only("Job.run");
            assertThat(span.kind()).isEqualTo(Span.Kind.SERVER);
            assertThat(span.endEpochNanos() - span.startEpochNanos()).isEqualTo(30 * MILLI);
            assertThat(span.error()).isFalse();
            assertThat(span.attributes().get(Names.CODE_FUNCTION)).isEqualTo(FUNCTION);
            assertThat(span.attributes().get(Names.INVOCATION_NUMBER)).isEqualTo(1L);
            assertThat(span.attributes().get(Names.INVOCATION_OUTCOME)).isEqualTo("ok");
            assertThat(span.attributes().get(Names.OPEN_AT_START)).isEqualTo(1L);
            assertThat(span.attributes().get(Names.OPEN_AT_END)).isEqualTo(1L);
            assertThat(span.attributes().get(Names.LEASED_AT_END)).isEqualTo(0L);
            assertThat(span.attributes().get(Names.LEASES)).isEqualTo(1L);
            assertThat(span.attributes().get(Names.CLOSED)).isEqualTo(1L);
        }

        @Test
        void is_the_parent_of_its_leases() {
            scene.begin(FUNCTION, null);
            scene.release(scene.acquire(pool, scene.open(pool)));
            scene.end(true);
            scene.passSeconds(2);
            Span span = scene.output.only("Job.run");
            Span lease = scene.output.only("lease");
            assertThat(lease.parentSpanId()).isEqualTo(span.id().spanId());
            assertThat(lease.id().traceHex()).isEqualTo(span.id().traceHex());
            assertThat(span.error()).isTrue();
            assertThat(span.attributes().get(Names.INVOCATION_OUTCOME)).isEqualTo("error");
        }

        @Test
        void is_another_tracer_s_where_that_has_one() {
            TraceParent theirs = new TraceParent(1, 2, 3, true);
            scene.begin(FUNCTION, theirs);
            scene.release(scene.acquire(pool, scene.open(pool)));
            scene.end(false);
            scene.passSeconds(2);
            assertThat(scene.output.named("Job.run")).isEmpty();
            assertThat(scene.output.only("lease").parentSpanId()).isEqualTo(3);
        }

        @Test
        void is_told_all_the_same_where_it_is_the_parent_of_something() {
            TraceParent theirs = new TraceParent(1, 2, 3, true);
            long connection = scene.open(pool);
            scene.begin(FUNCTION, null);
            scene.release(scene.acquire(pool, connection));
            scene.release(scene.acquire(pool, connection, 0, theirs));
            scene.end(false);
            scene.passSeconds(2);
            assertThat(scene.output.only("Job.run").id().spanId())
                    .isEqualTo(scene.output.named("lease").get(0).parentSpanId());
        }

        @Test
        void counts_what_is_open_at_its_end() {
            scene.begin(FUNCTION, null);
            scene.open(pool);
            scene.end(false);
            scene.passSeconds(2);
            scene.finish();
            assertThat(scene.output.sum(Names.INVOCATION_OPEN_CONNECTIONS)).isEqualTo(1);
        }
    }

    @Nested
    class a_lease_that_it_leaves_open {
        @Test
        void is_told_at_its_end_and_only_then() {
            scene.begin(FUNCTION, null);
            OpenLease lease = scene.acquire(pool, scene.open(pool));
            scene.use(lease);
            scene.pass(SECOND / 2);
            scene.end(false);
            scene.pass(MILLI);
            scene.pass(MILLI);
            Span told = scene.output.only("lease");
            assertThat(told.attributes().get(Names.LEASE_OUTCOME)).isEqualTo("open_at_invocation_end");
            assertThat(told.attributes().get(Names.LEASE_HELD)).isEqualTo(0.5);
            assertThat(scene.output.only("Job.run").attributes().get(Names.LEASED_AT_END))
                    .isEqualTo(1L);
            scene.release(lease);
            scene.passSeconds(2);
            assertThat(scene.output.named("lease")).hasSize(1);
        }

        @Test
        void is_told_so_too_if_it_is_lost_or_returned_right_after() {
            scene.begin(FUNCTION, null);
            OpenLease lost = scene.acquire(pool, scene.open(pool));
            OpenLease late = scene.acquire(pool, scene.open(pool));
            scene.end(false);
            scene.pass(MILLI);
            lost.garbage = true;
            scene.release(late);
            scene.passSeconds(2);
            assertThat(scene.output.named("lease"))
                    .hasSize(2)
                    .extracting(lease -> lease.attributes().get(Names.LEASE_OUTCOME))
                    .containsOnly("open_at_invocation_end");
            assertThat(scene.output.only("Job.run").attributes().get(Names.LEASED_AT_END))
                    .isEqualTo(2L);
        }

        @Test
        void is_a_leak_once_it_was_used_and_nobody_has_it_in_hand() {
            scene.begin(FUNCTION, null);
            OpenLease lease = scene.acquire(pool, scene.open(pool));
            scene.use(lease);
            lease.holder = Holder.GONE;
            scene.end(false);
            scene.passSeconds(8);
            assertThat(scene.output.findingStates("leak")).containsExactly("confirmed");
            assertThat((String) scene.output.last("leak").attributes().get(Names.FINDING_EVIDENCE))
                    .contains("its invocation com.acme.Job.run has ended");
        }

        @Test
        void is_none_where_it_waits_for_another_thread_to_go_on_with_it() {
            scene.begin(FUNCTION, null);
            OpenLease lease = scene.acquire(pool, scene.open(pool));
            scene.use(lease);
            lease.holder = Holder.GONE;
            scene.end(false);
            scene.passSeconds(4);
            lease.holder = Holder.HANDED_OVER;
            scene.passSeconds(4);
            assertThat(scene.output.findingStates("leak")).doesNotContain("confirmed");
            scene.release(lease);
        }

        @Test
        void is_none_where_another_thread_goes_on_with_it() {
            scene.begin(FUNCTION, null);
            OpenLease lease = scene.acquire(pool, scene.open(pool));
            scene.use(lease);
            lease.holder = Holder.HANDED_OVER;
            scene.end(false);
            scene.passSeconds(8);
            assertThat(scene.output.findings).isEmpty();
            scene.release(lease);
        }
    }

    @Nested
    class too_many_at_once {
        @Test
        void are_counted_as_lost_oldest_first() {
            for (int i = 0; i < 16_384 + 3; i++) {
                scene.begin(FUNCTION, null);
            }
            scene.turn();
            scene.end(false);
            scene.passSeconds(2);
            scene.finish();
            assertThat(scene.output.sum("connwake.agent.events.dropped", Names.AGENT_KIND, "invocation_table"))
                    .isEqualTo(3);
            assertThat(scene.output.named("Job.run")).hasSize(1);
        }
    }

    @Nested
    class a_connect {
        @Test
        void has_the_phase_of_its_thread() {
            scene.open(pool);
            scene.begin(FUNCTION, null);
            scene.openWithin(pool);
            scene.open(pool);
            scene.end(false);
            scene.passSeconds(2);
            scene.finish();
            assertThat(scene.output.named("connect ").stream()
                            .map(span -> span.attributes().get(Names.CONNECT_PHASE)))
                    .containsExactly("init", "handler", "background");
        }
    }

    @Nested
    class a_pool_that_is_built_within {
        private long own;

        private void invocationWithItsOwnPool() {
            scene.begin(FUNCTION, null);
            own = scene.pool("HikariCP", null, 2, SECOND);
            scene.pass(20 * MILLI);
            scene.built(own, 20 * MILLI, null, null);
            scene.release(scene.acquire(own, scene.open(own)));
            scene.pass(20 * MILLI);
            scene.end(false);
            scene.passSeconds(1);
        }

        @Test
        void each_of_them_is_a_finding() {
            invocationWithItsOwnPool();
            assertThat(scene.output.findings).isEmpty();
            invocationWithItsOwnPool();
            scene.passSeconds(2);
            assertThat(scene.output.findingStates("pool_per_invocation")).containsExactly("confirmed");
            assertThat(scene.output.last("pool_per_invocation").sentence())
                    .isEqualTo("2 pools built in 2 invocations of com.acme.Job.run: each builds one of its own.");
            assertThat((String) scene.output
                            .last("pool_per_invocation")
                            .attributes()
                            .get(Names.FINDING_EVIDENCE))
                    .startsWith("A build took 20 ms, 50 % of the time of such an invocation.");
            assertThat(advice())
                    .startsWith(
                            "Build the pool once, outside com.acme.Job.run (now it is built at " + Scene.PLACE + "):");
        }

        /** As Commons DBCP 2 does: its data source is a bean, whose first acquire makes the pool. */
        @Test
        void each_that_builds_itself_is_named_by_the_line_of_its_first_connection() {
            for (int i = 0; i < 2; i++) {
                scene.begin(FUNCTION, null);
                own = scene.pool("Commons DBCP 2", null, 2, SECOND);
                scene.release(scene.acquire(own, scene.open(own), 20 * MILLI, null));
                scene.pass(20 * MILLI);
                scene.end(false);
                scene.passSeconds(2);
            }
            assertThat(advice()).contains("(now its first connection is taken at " + Scene.PLACE + "):");
        }

        private String advice() {
            return String.valueOf(
                    scene.output.last("pool_per_invocation").attributes().get(Names.FINDING_ADVICE));
        }

        @Test
        void some_that_the_later_ones_use_too_are_none() {
            for (int i = 0; i < 2; i++) {
                invocationWithItsOwnPool();
                for (int later = 0; later < 3; later++) {
                    scene.begin(FUNCTION, null);
                    scene.release(scene.acquire(own, scene.open(own)));
                    scene.end(false);
                    scene.passSeconds(1);
                }
            }
            assertThat(scene.output.findings).isEmpty();
        }

        @Test
        void a_new_one_now_and_then_is_none() {
            invocationWithItsOwnPool();
            for (int i = 0; i < 5; i++) {
                scene.begin(FUNCTION, null);
                scene.end(false);
                scene.passSeconds(1);
            }
            invocationWithItsOwnPool();
            assertThat(scene.output.findings).isEmpty();
        }
    }

    @Nested
    class a_connection_without_a_pool {
        private void invocationWithItsOwnConnection(long otherworkNanos) {
            scene.begin(FUNCTION, null);
            long lease = scene.id();
            long connection = scene.open(0, lease, Scene.APPLICATION_CODE, false);
            OpenLease open = scene.acquire(lease, 0, connection, 5 * MILLI, Scene.WORKER, Scene.SITE, null);
            scene.use(open);
            scene.pass(otherworkNanos);
            scene.release(open);
            scene.close(connection, Closed.How.CLOSED);
            scene.end(false);
            scene.passSeconds(1);
        }

        @Test
        void in_each_of_them_is_a_finding_of_that_line() {
            for (int i = 0; i < 3; i++) {
                invocationWithItsOwnConnection(20 * MILLI);
            }
            scene.passSeconds(2);
            assertThat(scene.output.findingStates("connect_per_invocation")).containsExactly("confirmed");
            assertThat(scene.output.last("connect_per_invocation").attributes().get(Names.FINDING_SITE))
                    .isEqualTo(Scene.PLACE.toString());
            assertThat((String) scene.output
                            .last("connect_per_invocation")
                            .attributes()
                            .get(Names.FINDING_EVIDENCE))
                    .startsWith("A connect took 5 ms on average, 25 % of the time");
        }

        @Test
        void is_none_where_it_is_a_small_part_of_the_work() {
            for (int i = 0; i < 5; i++) {
                invocationWithItsOwnConnection(2 * SECOND);
            }
            assertThat(scene.output.findings).isEmpty();
        }
    }
}
