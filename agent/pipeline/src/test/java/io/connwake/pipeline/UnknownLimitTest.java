package io.connwake.pipeline;

import static io.connwake.pipeline.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Names;
import io.connwake.recorder.event.PoolFacts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is said of a pool whose settings nobody can read. */
class UnknownLimitTest {
    private final Scene scene = new Scene();
    private final List<OpenLease> held = new ArrayList<>();
    private final long pool = scene.pool("MyPool", "orders", PoolFacts.UNKNOWN, PoolFacts.UNKNOWN);

    @AfterEach
    void the_journal_of_it_gives_the_same() {
        assertThat(scene.replayed().findings).isEqualTo(scene.output.findings);
    }

    /** All that it has are leased; whether it could have more is not known. */
    private void lend(int connections) {
        for (int i = 0; i < connections; i++) {
            OpenLease lease = scene.acquire(pool, scene.open(0));
            scene.use(lease);
            lease.inDriver = true;
            held.add(lease);
        }
        scene.turn();
    }

    private void timeOut() {
        scene.now += 2 * SECOND;
        scene.acquireFails(pool, 2 * SECOND, Scene.error("java.sql.SQLException", null, "nothing left"));
        scene.pass(SECOND / 2);
    }

    private List<String> states(String kind) {
        return scene.output.findingStates(kind);
    }

    @Nested
    class it_is_exhausted {
        @Test
        void when_an_acquire_waited_in_vain_while_all_that_it_has_were_leased() {
            lend(2);
            timeOut();
            Finding finding = scene.output.last("pool_exhausted");
            assertThat(finding.sentence())
                    .isEqualTo("Pool orders is exhausted: all 2 connections that it has are leased, 1 acquire waited in"
                            + " vain (longest wait 2.0 s).");
            assertThat((String) finding.attributes().get(Names.FINDING_ADVICE))
                    .isEqualTo("Shorten what holds them, or raise the pool's limit above 2: 3 were wanted at once.");
            assertThat(finding.attributes().get(Names.POOL_LIMIT)).isNull();
        }

        @Test
        void while_an_acquire_waits_without_end() {
            lend(1);
            scene.waits(pool);
            scene.passSeconds(12);
            assertThat(states("pool_exhausted")).containsExactly("confirmed");
            assertThat(scene.output.last("pool_exhausted").sentence())
                    .startsWith("Pool orders is exhausted: its one connection is leased, 1 still waits");
        }

        @Test
        void by_those_who_want_another_one_while_they_hold_one() {
            OpenLease outer = scene.acquire(pool, scene.open(0));
            long inner = scene.waits(pool, Scene.WORKER);
            scene.passSeconds(4);
            scene.acquireFails(
                    inner, pool, 4 * SECOND, Scene.WORKER, Scene.error("java.sql.SQLException", null, "nothing left"));
            scene.turn();
            scene.release(outer);
            scene.passSeconds(3);
            assertThat(states("nested_acquire")).containsExactly("confirmed");
            assertThat(states("pool_exhausted")).isEmpty();
            assertThat((String) scene.output.last("nested_acquire").attributes().get(Names.FINDING_EVIDENCE))
                    .endsWith("it has lent no more than 1.");
        }
    }

    @Nested
    class nothing_is_said {
        @AfterEach
        void of_it() {
            assertThat(states("pool_exhausted")).isEmpty();
            assertThat(states("nested_acquire")).isEmpty();
        }

        @Test
        void when_a_connection_was_free() {
            lend(2);
            scene.release(held.remove(0));
            scene.turn();
            timeOut();
        }

        @Test
        void by_a_limit_that_a_failure_showed_while_one_was_free() {
            lend(2);
            scene.open(pool);
            OpenLease returned = held.remove(0);
            scene.release(returned);
            scene.turn();
            timeOut();
            held.add(scene.acquire(pool, returned.acquired.connectionId()));
            lend(1);
            scene.script.busy = true;
            timeOut();
        }

        @Test
        void when_one_was_being_opened_as_it_gave_up() {
            lend(2);
            scene.script.busy = true;
            timeOut();
        }

        @Test
        void when_one_was_opened_while_it_waited() {
            lend(2);
            scene.now += SECOND;
            long opened = scene.open(0);
            held.add(scene.acquire(pool, opened));
            scene.turn();
            scene.now += SECOND;
            scene.acquireFails(pool, 2 * SECOND, Scene.error("java.sql.SQLException", null, "nothing left"));
            scene.passSeconds(3);
        }

        @Test
        void while_one_is_being_opened_for_those_who_wait() {
            lend(1);
            scene.waits(pool);
            scene.script.busy = true;
            scene.passSeconds(15);
        }

        @Test
        void once_it_has_lent_more() {
            lend(1);
            long waiting = scene.waits(pool);
            scene.passSeconds(4);
            held.add(scene.acquire(waiting, pool, scene.open(0), 4 * SECOND, Scene.OTHER_WORKER, Scene.SITE, null));
            scene.turn();
            scene.waits(pool);
            scene.script.busy = true;
            scene.passSeconds(15);
        }
    }
}
