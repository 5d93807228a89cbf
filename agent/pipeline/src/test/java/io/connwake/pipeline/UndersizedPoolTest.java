package io.connwake.pipeline;

import static io.connwake.pipeline.Scene.MILLI;
import static io.connwake.pipeline.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Finding.Severity;
import io.connwake.pipeline.model.Names;
import io.connwake.recorder.event.CodeLine;
import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.Site;
import io.connwake.recorder.event.ThreadRef;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Threads that take turns on the connections of a pool, each for a while, all of it in the database. */
class UndersizedPoolTest {
    private final Scene scene = new Scene();
    private final List<Long> connections = new ArrayList<>();
    private long pool;
    private int rounds = 1_000;
    private double database = 0.9;
    /** What an acquire takes where nobody is in its way. */
    private long slowNanos;
    /** Where the first few threads acquire; the others at {@link Scene#SITE}. */
    private @Nullable Site elsewhere = new Site(List.of(new CodeLine("com.acme.Report", "write", "Report.java", 8)), 0);

    private int threadsElsewhere;
    private boolean isOfUnknownLimit;

    private void crowd(int limit, int threads, long useNanos) {
        pool = isOfUnknownLimit
                ? scene.pool("MyPool", "orders", PoolFacts.UNKNOWN, PoolFacts.UNKNOWN)
                : scene.pool("orders", limit, 30 * SECOND);
        for (int i = 0; i < limit; i++) {
            long connection = scene.open(pool);
            connections.add(connection);
            scene.release(scene.acquire(pool, connection));
        }
        scene.passSeconds(6);
        long[] doneNanos = new long[threads];
        for (int i = 0; i < rounds; i++) {
            lend(limit, threads, i, useNanos, doneNanos);
        }
        scene.passSeconds(3);
    }

    /** The next thread in turn takes the next connection in turn as soon as that is free. */
    private void lend(int limit, int threads, int turn, long useNanos, long[] doneNanos) {
        int who = turn % threads;
        long wait = slowNanos + Math.max(0, (threads - limit) * useNanos / limit);
        long asked = doneNanos[who] == 0 ? scene.now : doneNanos[who];
        scene.now = Math.max(scene.now, asked + wait);
        ThreadRef thread = new ThreadRef(50L + who, "worker-" + who);
        long connection = connections.get(turn % limit);
        Site site = who < threadsElsewhere ? elsewhere : Scene.SITE;
        OpenLease lease = scene.acquire(scene.id(), pool, connection, scene.now - asked, thread, site, null);
        long begun = scene.now;
        lease.dbNanos = Math.max(1, (long) (useNanos * database));
        scene.now += useNanos;
        scene.release(lease);
        doneNanos[who] = scene.now;
        scene.turn();
        scene.now = begun + useNanos / limit;
    }

    private String text(String attribute) {
        return String.valueOf(scene.output.last("undersized_pool").attributes().get(attribute));
    }

    @Nested
    class it_is_confirmed {
        @Test
        void when_acquires_keep_waiting_for_connections_that_are_at_work() {
            crowd(4, 8, 60 * MILLI);
            Finding finding = scene.output.last("undersized_pool");
            assertThat(finding.severity()).isEqualTo(Severity.WARN);
            assertThat(finding.sentence()).contains("Pool orders is too small for what is asked of it");
            assertThat(text(Names.FINDING_ADVICE)).startsWith("Set maximumPoolSize=8");
            assertThat(text(Names.FINDING_EVIDENCE))
                    .contains("the limit is 4")
                    .contains("8 at most")
                    .contains("90 % of their time in the database")
                    .contains("4: ")
                    .contains("8: 0 ms");
        }

        @Test
        void of_a_pool_whose_limit_nobody_can_read_but_that_never_lent_more() {
            isOfUnknownLimit = true;
            crowd(4, 8, 60 * MILLI);
            assertThat(text(Names.FINDING_ADVICE)).startsWith("Set the pool's limit to 8, as long as");
            assertThat(text(Names.FINDING_EVIDENCE)).contains(": it has lent no more than 4, needed at once");
        }

        @Test
        void of_a_process_that_ends_after_some_seconds_of_it() {
            rounds = 240;
            crowd(4, 8, 60 * MILLI);
            assertThat(scene.output.findingStates("undersized_pool")).isEmpty();
            scene.finish();
            assertThat(text(Names.FINDING_ADVICE)).startsWith("Set maximumPoolSize=8");
        }

        @Test
        void with_the_lines_that_wait_and_hold_most() {
            threadsElsewhere = 3;
            crowd(4, 8, 60 * MILLI);
            assertThat(text(Names.FINDING_SITE)).isEqualTo(Scene.PLACE.toString());
            assertThat(text(Names.FINDING_EVIDENCE))
                    .containsPattern("Of the waiting 6[0-9] % was at com.acme.Orders.place\\(Orders.java:42\\),"
                            + " of the holding 6[0-9] % by what com.acme.Orders.place\\(Orders.java:42\\) acquired\\.");
        }

        @Test
        void without_a_line_where_none_is_known() {
            threadsElsewhere = 8;
            elsewhere = null;
            crowd(4, 8, 60 * MILLI);
            assertThat(text(Names.FINDING_SITE)).isEqualTo("unknown");
            assertThat(text(Names.FINDING_EVIDENCE)).doesNotContain("Of the waiting");
        }
    }

    @Nested
    class it_is_silent {
        private void assertSilence() {
            assertThat(scene.output.findingStates("undersized_pool")).isEmpty();
        }

        @Test
        void where_there_are_connections_enough() {
            crowd(8, 8, 60 * MILLI);
            assertSilence();
        }

        @Test
        void where_a_busy_machine_is_slow_to_lend_what_is_there() {
            slowNanos = 20 * MILLI;
            crowd(4, 4, 60 * MILLI);
            assertSilence();
        }

        @Test
        void where_waits_are_few() {
            rounds = 80;
            crowd(4, 8, 60 * MILLI);
            assertSilence();
        }

        @Test
        void where_waits_are_short() {
            rounds = 4_000;
            crowd(4, 8, 3 * MILLI);
            assertSilence();
        }

        @Test
        void where_the_leases_do_something_else_than_the_database() {
            database = 0.3;
            crowd(4, 8, 60 * MILLI);
            assertSilence();
        }

        @Test
        void where_a_connection_is_lost() {
            lostOne();
            assertSilence();
        }
    }

    private void lostOne() {
        pool = scene.pool("orders", 5, 30 * SECOND);
        long lost = scene.open(pool);
        scene.acquire(pool, lost).garbage = true;
        for (int i = 0; i < 4; i++) {
            long connection = scene.open(pool);
            connections.add(connection);
            scene.release(scene.acquire(pool, connection));
        }
        scene.passSeconds(6);
        long[] doneNanos = new long[8];
        for (int i = 0; i < rounds; i++) {
            lend(4, 8, i, 60 * MILLI, doneNanos);
        }
        scene.passSeconds(3);
    }
}
