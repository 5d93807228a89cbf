package io.connwake.pipeline;

import static io.connwake.pipeline.Scene.MILLI;
import static io.connwake.pipeline.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Names;
import io.connwake.recorder.event.Closed;
import io.connwake.recorder.event.StatementFailed;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dead connections that their pool lets go of without a close: where the driver closed itself, DBCP 2 and Druid call none. */
class DiscardedConnectionTest {
    private final Scene scene = new Scene();
    private final long pool = scene.pool("Commons DBCP 2", "orders", 4, SECOND);
    private final long connection = scene.open(pool);

    private long idle() {
        return scene.output.sum(Names.CONNECTION_COUNT, Names.CONNECTION_STATE, "idle");
    }

    private long closed() {
        return scene.output.metrics.stream().anyMatch(each -> each.name().equals(Names.CONNECTION_CLOSED))
                ? scene.output.sum(Names.CONNECTION_CLOSED)
                : 0;
    }

    private void foundDead() {
        scene.turn();
        scene.now += 10 * SECOND;
        scene.validated(connection, false, 10 * SECOND);
        scene.turn();
    }

    private void endsOnce() {
        scene.finish();
        assertThat(idle()).isZero();
        assertThat(closed()).isEqualTo(1);
        assertThat(scene.output.named("connection")).hasSize(1);
    }

    /** The next metrics are due within a minute. */
    private void passMinute() {
        scene.passSeconds(61);
    }

    @Nested
    class one_that_a_test_found_dead {
        @Test
        void is_gone_while_the_process_runs_on() {
            foundDead();
            passMinute();
            assertThat(idle()).isZero();
            assertThat(scene.output.sum(Names.CONNECTION_CLOSED, Names.CLOSE_REASON, "dead"))
                    .isEqualTo(1);
            assertThat(scene.output.only("connection").attributes().get(Names.CLOSE_REASON))
                    .isEqualTo("dead");
        }

        @Test
        void is_not_counted_where_another_is_lent_in_its_place() {
            foundDead();
            scene.acquire(pool, scene.open(pool), 2 * SECOND, null);
            scene.turn();
            scene.finish();
            assertThat(scene.output.only("acquire").attributes().get(Names.POOL_OPEN))
                    .isEqualTo(1L);
        }

        @Test
        void ended_when_it_was_found_dead() {
            foundDead();
            long found = scene.now;
            passMinute();
            assertThat(scene.output.only("connection").endEpochNanos()).isEqualTo(Scene.EPOCH + found);
        }

        @Test
        void is_told_once_if_it_is_garbage_later() {
            foundDead();
            passMinute();
            scene.close(connection, Closed.How.GARBAGE);
            passMinute();
            endsOnce();
        }

        @Test
        void is_told_once_if_it_is_closed_at_once() {
            foundDead();
            scene.close(connection, Closed.How.CLOSED);
            passMinute();
            endsOnce();
        }

        @Test
        void is_gone_at_the_end_of_a_short_process() {
            foundDead();
            scene.finish();
            assertThat(idle()).isZero();
            assertThat(closed()).isEqualTo(1);
        }

        @Test
        void is_gone_where_the_test_was_a_query_of_the_pool_s_own_thread() {
            scene.turn();
            scene.now += 10 * SECOND;
            scene.tell(new StatementFailed(
                    scene.now - MILLI,
                    scene.now,
                    connection,
                    0,
                    StatementFailed.Call.EXECUTE,
                    10 * SECOND,
                    false,
                    false,
                    Scene.hungUp()));
            passMinute();
            assertThat(idle()).isZero();
        }

        @Test
        void is_there_while_somebody_has_it() {
            OpenLease lease = scene.acquire(pool, connection);
            scene.turn();
            scene.validated(connection, false);
            passMinute();
            assertThat(scene.output.sum(Names.CONNECTION_COUNT, Names.CONNECTION_STATE, "used"))
                    .isEqualTo(1);
            assertThat(scene.output.named("connection")).isEmpty();
            assertThat(lease.acquired.connectionId()).isEqualTo(connection);
        }
    }

    @Test
    void one_that_its_pool_still_believes_lent_stays_so() {
        OpenLease lost = scene.acquire(pool, connection);
        lost.garbage = true;
        scene.passSeconds(2);
        scene.validated(connection, false);
        passMinute();
        assertThat(scene.output.sum(Names.CONNECTION_COUNT, Names.CONNECTION_STATE, "used"))
                .isEqualTo(1);
        assertThat(closed()).isZero();
    }

    @Nested
    class one_that_is_lent_after_all {
        @Test
        void was_never_gone_if_that_is_soon() {
            foundDead();
            scene.release(scene.acquire(scene.pool("Tomcat JDBC", "other", 4, SECOND), connection));
            passMinute();
            assertThat(idle()).isEqualTo(1);
            assertThat(closed()).isZero();
        }

        @Test
        void comes_back_to_life() {
            foundDead();
            passMinute();
            OpenLease lease = scene.acquire(pool, connection);
            lease.inDriver = true;
            passMinute();
            assertThat(scene.output.sum(Names.CONNECTION_COUNT, Names.CONNECTION_STATE, "used"))
                    .isEqualTo(1);
            scene.release(lease);
            passMinute();
            assertThat(idle()).isEqualTo(1);
            assertThat(scene.output.only("lease").attributes().get(Names.CONNECTION_ID))
                    .isEqualTo(connection);
        }

        @Test
        void and_ends_once() {
            foundDead();
            passMinute();
            scene.release(scene.acquire(pool, connection));
            passMinute();
            scene.close(connection, Closed.How.CLOSED);
            passMinute();
            endsOnce();
        }

        @Test
        void so_does_one_that_passes_a_later_test() {
            foundDead();
            passMinute();
            scene.validated(connection, true);
            passMinute();
            assertThat(idle()).isEqualTo(1);
        }
    }

    @Nested
    class beside_units_of_work {
        /** Of the unit of work that is under way, as told when all is known of what was found dead in it. */
        private @Nullable Object openAtEnd() {
            scene.end(false);
            passMinute();
            scene.finish();
            return scene.output.only("Job.run").attributes().get(Names.OPEN_AT_END);
        }

        @Test
        void it_is_not_open_at_the_end_of_the_one_in_which_it_was_found_dead() {
            scene.begin("com.acme.Job.run", null);
            foundDead();
            assertThat(openAtEnd()).isEqualTo(0L);
        }

        @Test
        void it_is_missing_once_where_it_was_closed_just_before() {
            scene.open(pool);
            scene.begin("com.acme.Job.run", null);
            foundDead();
            scene.close(connection, Closed.How.CLOSED);
            assertThat(openAtEnd()).isEqualTo(1L);
        }

        @Test
        void one_that_was_opened_before_the_agent_came_is_not_taken_from_those_that_are_open() {
            long older = scene.id();
            scene.release(scene.acquire(pool, older));
            scene.begin("com.acme.Job.run", null);
            scene.validated(older, false, 10 * SECOND);
            scene.turn();
            assertThat(openAtEnd()).isEqualTo(1L);
        }

        @Test
        void it_was_not_closed_by_the_one_that_is_under_way_when_nothing_was_heard() {
            foundDead();
            scene.begin("com.acme.Job.run", null);
            passMinute();
            scene.end(false);
            scene.turn();
            scene.finish();
            assertThat(scene.output.only("Job.run").attributes().get(Names.CLOSED))
                    .isEqualTo(0L);
        }
    }

    @Nested
    class one_that_is_given_back_dead {
        private void breaksAtWork(long of) {
            long broken = scene.open(of);
            OpenLease lease = scene.acquire(of, broken);
            scene.turn();
            scene.fail(lease, Scene.hungUp());
            scene.release(lease);
            passMinute();
        }

        @ParameterizedTest
        @ValueSource(strings = {"Commons DBCP 2", "Druid"})
        void is_gone_with_a_pool_that_looks_at_it_then(String library) {
            breaksAtWork(scene.pool(library, "orders", 4, SECOND));
            assertThat(idle()).isEqualTo(1);
            assertThat(closed()).isEqualTo(1);
        }

        @Test
        void is_kept_by_one_that_does_not() {
            breaksAtWork(scene.pool("Agroal", "orders", 4, SECOND));
            assertThat(idle()).isEqualTo(2);
            assertThat(closed()).isZero();
        }
    }
}
