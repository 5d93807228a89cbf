package io.connwake.pipeline;

import static io.connwake.pipeline.Scene.MILLI;
import static io.connwake.pipeline.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Names;
import io.connwake.recorder.event.CodeLine;
import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.Site;
import io.connwake.recorder.event.StillOpen.Holder;
import io.connwake.recorder.event.ThreadRef;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class NestedAcquireTest {
    private final Scene scene = new Scene();
    private final List<OpenLease> held = new ArrayList<>();

    /** Each thread has one. */
    private long full(int threads, long timeoutNanos) {
        long pool = scene.pool("orders", threads, timeoutNanos);
        for (int i = 0; i < threads; i++) {
            held.add(scene.acquire(scene.id(), pool, scene.open(0), 0, thread(i), Scene.SITE, null));
        }
        scene.turn();
        return pool;
    }

    private static ThreadRef thread(int number) {
        return new ThreadRef(20L + number, "http-" + number);
    }

    private String said(String attribute) {
        Finding finding = scene.output.last("nested_acquire");
        return String.valueOf(finding.attributes().get(attribute));
    }

    @Nested
    class it_is_confirmed {
        @Test
        void when_threads_that_hold_one_each_wait_for_another_in_vain() {
            long pool = full(3, 2 * SECOND);
            List<Long> waits = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                waits.add(scene.waits(pool, thread(i)));
            }
            scene.pass(2 * SECOND - MILLI);
            scene.now += MILLI;
            for (int i = 0; i < 3; i++) {
                scene.acquireFails(waits.get(i), pool, 2 * SECOND, thread(i), Scene.poolTimeout());
                scene.now += 1;
                scene.release(held.get(i));
            }
            scene.passSeconds(2);
            assertThat(scene.output.findingStates("nested_acquire")).first().isEqualTo("confirmed");
            assertThat(said(Names.FINDING_ADVICE))
                    .as("for a line that may as well leave one open on some path")
                    .startsWith("At com.acme.Orders.place(Orders.java:42) close each connection before the next")
                    .as("and a larger pool is for what nobody can change")
                    .endsWith(" Where a library that is called there takes them all, set maximumPoolSize=4 or more.");
        }

        @Test
        void and_in_the_end_says_how_the_waits_ended_that_it_was_told_of_while_they_lasted() {
            long pool = full(1, 3 * SECOND);
            long wait = scene.waits(pool, thread(0));
            scene.passSeconds(2);
            assertThat(scene.output.last("nested_acquire").sentence()).contains("still waits");
            scene.now += SECOND;
            scene.acquireFails(wait, pool, 3 * SECOND, thread(0), Scene.poolTimeout());
            scene.release(held.get(0));
            scene.turn();
            scene.finish();
            assertThat(scene.output.last("nested_acquire").sentence())
                    .contains("the longest for 3.0 s, 1 acquire in vain")
                    .doesNotContain("still");
        }

        @Test
        void by_a_loop_that_keeps_several_and_gives_them_back_when_it_is_refused_one_more() {
            long pool = full(1, 2 * SECOND);
            held.get(0).holder = Holder.AGAIN;
            scene.use(held.get(0));
            long wait = scene.waits(pool, thread(0));
            scene.pass(2 * SECOND - MILLI);
            scene.now += MILLI;
            scene.acquireFails(wait, pool, 2 * SECOND, thread(0), Scene.poolTimeout());
            scene.now += 1;
            scene.release(held.get(0));
            scene.passSeconds(3);
            scene.finish();
            assertThat(scene.output.findingStates("nested_acquire")).first().isEqualTo("confirmed");
            assertThat(scene.output.findingStates("leak")).isEmpty();
            assertThat(scene.output.findingStates("pool_exhausted")).isEmpty();
        }

        @Test
        void once_and_the_exhaustion_that_it_explains_is_not() {
            long pool = full(2, 2 * SECOND);
            scene.now += 2 * SECOND;
            for (int i = 0; i < 2; i++) {
                scene.acquireFails(scene.id(), pool, 2 * SECOND, thread(i), Scene.poolTimeout());
            }
            scene.pass(SECOND);
            held.forEach(scene::release);
            scene.passSeconds(3);
            scene.finish();
            assertThat(scene.output.findingStates("nested_acquire")).containsExactly("confirmed");
            assertThat(scene.output.findingStates("pool_exhausted")).isEmpty();
            assertThat(said(Names.FINDING_EVIDENCE))
                    .contains("2 × (2 − 1) + 1 = 3 connections are the least")
                    .contains("the limit is 2");
        }

        @Test
        void alone_where_one_gives_up_while_the_other_has_just_begun_to_wait() {
            long pool = full(2, 2 * SECOND);
            long first = scene.waits(pool, thread(0));
            scene.pass(1_500 * MILLI);
            long second = scene.waits(pool, thread(1));
            scene.now += 500 * MILLI;
            scene.acquireFails(first, pool, 2 * SECOND, thread(0), Scene.poolTimeout());
            scene.turn();
            scene.passSeconds(1);
            scene.pass(500 * MILLI);
            scene.acquireFails(second, pool, 2 * SECOND, thread(1), Scene.poolTimeout());
            scene.turn();
            held.forEach(scene::release);
            scene.passSeconds(2);
            assertThat(scene.output.findingStates("nested_acquire")).first().isEqualTo("confirmed");
            assertThat(scene.output.findingStates("pool_exhausted")).isEmpty();
        }

        @Test
        void alone_where_the_next_one_has_its_first_connection_just_now() {
            long pool = full(2, 2 * SECOND);
            scene.now += 2 * SECOND;
            scene.acquireFails(scene.id(), pool, 2 * SECOND, thread(0), Scene.poolTimeout());
            scene.now += MILLI;
            scene.release(held.get(0));
            scene.now += MILLI;
            long freed = held.get(0).acquired.connectionId();
            held.set(0, scene.acquire(scene.id(), pool, freed, MILLI, thread(2), Scene.SITE, null));
            scene.now += MILLI;
            scene.acquireFails(scene.id(), pool, 2 * SECOND, thread(1), Scene.poolTimeout());
            scene.pass(SECOND);
            held.forEach(scene::release);
            scene.passSeconds(2);
            assertThat(scene.output.findingStates("nested_acquire")).first().isEqualTo("confirmed");
            assertThat(scene.output.findingStates("pool_exhausted")).isEmpty();
        }

        @Test
        void alone_where_one_that_gives_up_lets_another_have_what_it_wants() {
            Site within = new Site(List.of(new CodeLine("com.acme.Audit", "write", "Audit.java", 8)), 0);
            long pool = full(3, 12 * SECOND);
            List<Long> waits = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                waits.add(scene.waits(pool, thread(i)));
            }
            scene.passSeconds(11);
            scene.pass(SECOND - MILLI);
            scene.now += MILLI;
            scene.acquireFails(waits.get(0), pool, 12 * SECOND, thread(0), Scene.poolTimeout());
            scene.now += 1;
            scene.release(held.get(0));
            scene.now += 1;
            long freed = held.get(0).acquired.connectionId();
            OpenLease wanted = scene.acquire(waits.get(1), pool, freed, 12 * SECOND, thread(1), within, null);
            scene.now += MILLI;
            scene.release(wanted);
            scene.release(held.get(1));
            scene.now += MILLI;
            scene.acquireFails(waits.get(2), pool, 12 * SECOND, thread(2), Scene.poolTimeout());
            scene.release(held.get(2));
            scene.passSeconds(2);
            scene.finish();
            assertThat(scene.output.findingStates("nested_acquire")).first().isEqualTo("confirmed");
            assertThat(scene.output.findingStates("pool_exhausted")).isEmpty();
        }

        @Test
        void beside_the_exhaustion_where_others_hold_connections_too() {
            Site report = new Site(List.of(new CodeLine("com.acme.Report", "write", "Report.java", 8)), 0);
            long pool = scene.pool("orders", 2, 2 * SECOND);
            held.add(scene.acquire(scene.id(), pool, scene.open(0), 0, thread(0), Scene.SITE, null));
            held.add(scene.acquire(scene.id(), pool, scene.open(0), 0, thread(1), report, null));
            scene.turn();
            scene.now += 2 * SECOND;
            scene.acquireFails(scene.id(), pool, 2 * SECOND, thread(0), Scene.poolTimeout());
            scene.passSeconds(2);
            assertThat(scene.output.findingStates("nested_acquire")).first().isEqualTo("confirmed");
            assertThat(scene.output.findingStates("pool_exhausted")).first().isEqualTo("confirmed");
        }

        @Test
        void and_what_happens_long_after_at_the_same_line_is_told_as_what_it_is() {
            long pool = full(2, 2 * SECOND);
            scene.now += 2 * SECOND;
            scene.acquireFails(scene.id(), pool, 2 * SECOND, thread(0), Scene.poolTimeout());
            scene.pass(SECOND);
            held.forEach(scene::release);
            scene.passSeconds(70);
            assertThat(scene.output.findingStates("pool_exhausted")).isEmpty();
            for (int i = 0; i < 2; i++) {
                long freed = held.get(i).acquired.connectionId();
                scene.acquire(scene.id(), pool, freed, 0, thread(i), Scene.SITE, null);
            }
            scene.turn();
            scene.now += 2 * SECOND;
            scene.acquireFails(scene.id(), pool, 2 * SECOND, thread(7), Scene.poolTimeout());
            scene.passSeconds(3);
            assertThat(scene.output.findingStates("pool_exhausted")).containsExactly("confirmed");
            assertThat(scene.output.findingStates("nested_acquire")).containsOnly("confirmed");
        }

        @Test
        void with_the_line_where_it_waits_although_the_wait_never_ends() {
            long pool = full(2, PoolFacts.ENDLESS);
            scene.waits(pool, thread(0));
            scene.waits(pool, thread(1));
            scene.passSeconds(15);
            assertThat(scene.output.findingStates("nested_acquire")).containsExactly("confirmed");
            assertThat(said(Names.FINDING_SITE)).isEqualTo("com.acme.Audit.log(Audit.java:17)");
            assertThat(said(Names.FINDING_ADVICE)).contains("set maximumPoolSize=3 or more");
            assertThat(said(Names.FINDING_EVIDENCE)).contains("com.acme.Orders.place(Orders.java:42)");
            assertThat(scene.output.findingStates("pool_exhausted")).isEmpty();
        }

        @Test
        void for_a_wait_that_ended_well_but_hurt() {
            long pool = full(2, 2 * SECOND);
            scene.passSeconds(6);
            scene.release(held.get(1));
            scene.acquire(
                    scene.id(), pool, held.get(1).acquired.connectionId(), 300 * MILLI, thread(0), Scene.SITE, null);
            scene.passSeconds(2);
            assertThat(scene.output.findingStates("nested_acquire")).containsExactly("confirmed");
        }

        @Test
        void with_three_at_once_where_a_thread_has_two_and_wants_one_more() {
            long pool = full(2, 2 * SECOND);
            scene.release(held.remove(1));
            held.add(scene.acquire(scene.id(), pool, scene.open(0), 0, thread(0), Scene.SITE, null));
            scene.now += 2 * SECOND;
            scene.acquireFails(scene.id(), pool, 2 * SECOND, thread(0), Scene.poolTimeout());
            scene.passSeconds(2);
            assertThat(said(Names.FINDING_EVIDENCE)).contains("1 × (3 − 1) + 1 = 3 connections");
        }
    }

    @Nested
    class it_is_silent {
        private void assertSilence() {
            assertThat(scene.output.findingStates("nested_acquire")).isEmpty();
        }

        @Test
        void when_what_the_thread_holds_is_lost() {
            long pool = full(2, 2 * SECOND);
            held.forEach(lease -> scene.use(lease));
            held.forEach(lease -> lease.holder = Holder.GONE);
            scene.now += 2 * SECOND;
            scene.acquireFails(scene.id(), pool, 2 * SECOND, thread(0), Scene.poolTimeout());
            scene.passSeconds(8);
            assertSilence();
            assertThat(scene.output.findingStates("leak")).containsExactly("confirmed");
            assertThat(scene.output.findingStates("pool_exhausted")).containsExactly("confirmed");
        }

        @Test
        void when_the_line_that_lost_them_acquires_again() {
            long pool = full(2, 2 * SECOND);
            held.forEach(lease -> scene.use(lease));
            held.forEach(lease -> lease.holder = Holder.AGAIN);
            long wait = scene.waits(pool, thread(0));
            scene.pass(2 * SECOND);
            assertThat(scene.output.findings).isEmpty();
            scene.acquireFails(wait, pool, 2 * SECOND, thread(0), Scene.poolTimeout());
            held.forEach(lease -> lease.holder = Holder.GONE);
            scene.passSeconds(8);
            assertSilence();
            assertThat(scene.output.findingStates("leak")).containsExactly("confirmed");
            assertThat(scene.output.findingStates("pool_exhausted")).containsExactly("confirmed");
        }

        @Test
        void when_the_line_that_lost_them_waits_for_ever() {
            long pool = full(2, 2 * SECOND);
            held.forEach(lease -> scene.use(lease));
            held.forEach(lease -> lease.holder = Holder.AGAIN);
            scene.waits(pool, thread(0));
            scene.passSeconds(40);
            assertSilence();
            assertThat(scene.output.findingStates("leak")).containsExactly("confirmed");
            assertThat(scene.output.findingStates("pool_exhausted")).first().isEqualTo("confirmed");
        }

        /** The method that borrowed it is on the thread's stack again, in another call. */
        @Test
        void when_an_earlier_invocation_left_it_open() {
            long pool = scene.pool("orders", 1, 2 * SECOND);
            scene.begin("Job.run", null);
            scene.acquire(scene.id(), pool, scene.open(0), 0, Scene.WORKER, Scene.SITE, null);
            scene.end(false);
            scene.turn();
            scene.begin("Job.run", null);
            long wait = scene.waits(pool, Scene.WORKER);
            scene.pass(2 * SECOND);
            scene.acquireFails(wait, pool, 2 * SECOND, Scene.WORKER, Scene.poolTimeout());
            scene.end(true);
            scene.passSeconds(3);
            assertSilence();
        }

        @Test
        void when_it_is_not_known_whether_it_holds_it_still() {
            long pool = scene.pool("orders", 1, 2 * SECOND);
            scene.acquire(scene.id(), pool, scene.open(0), 0, thread(0), null, null).holder = Holder.UNKNOWN;
            scene.turn();
            scene.now += 2 * SECOND;
            scene.acquireFails(scene.id(), pool, 2 * SECOND, thread(0), Scene.poolTimeout());
            scene.passSeconds(8);
            assertSilence();
        }

        @Test
        void when_others_wait_than_those_who_hold() {
            long pool = full(2, 2 * SECOND);
            scene.now += 2 * SECOND;
            scene.acquireFails(pool, 2 * SECOND, Scene.poolTimeout());
            scene.passSeconds(3);
            assertSilence();
            assertThat(scene.output.findingStates("pool_exhausted")).containsExactly("confirmed");
        }

        @Test
        void when_the_nested_acquire_waits_for_a_connect() {
            long pool = scene.pool("orders", 5, 2 * SECOND);
            scene.acquire(scene.id(), pool, scene.open(0), 0, thread(0), Scene.SITE, null);
            scene.passSeconds(6);
            scene.acquire(scene.id(), pool, scene.open(pool), 300 * MILLI, thread(0), Scene.SITE, null);
            scene.passSeconds(2);
            assertSilence();
        }

        @Test
        void when_it_nests_without_having_to_wait() {
            long pool = full(2, 2 * SECOND);
            scene.passSeconds(6);
            scene.release(held.get(1));
            long connection = held.get(1).acquired.connectionId();
            scene.acquire(scene.id(), pool, connection, 20 * MILLI, thread(0), Scene.SITE, null);
            scene.passSeconds(2);
            assertSilence();
        }

        @Test
        void when_the_pool_had_one_free_and_still_gave_none() {
            long pool = scene.pool("orders", 3, 2 * SECOND);
            scene.acquire(scene.id(), pool, scene.open(0), 0, thread(0), Scene.SITE, null);
            scene.turn();
            scene.now += 2 * SECOND;
            scene.acquireFails(scene.id(), pool, 2 * SECOND, thread(0), Scene.poolTimeout());
            scene.passSeconds(3);
            assertSilence();
        }
    }
}
