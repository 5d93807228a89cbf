package io.connwake.pipeline;

import static io.connwake.pipeline.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Names;
import io.connwake.recorder.event.Closed.How;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OrphanedConnectionsTest {
    private final Scene scene = new Scene();
    private final List<Long> connections = new ArrayList<>();

    /** Used once, on each of its connections. */
    private long pool(String name, int open) {
        long pool = scene.pool(name, 5, SECOND);
        for (int i = 0; i < open; i++) {
            long connection = scene.open(pool);
            connections.add(connection);
            scene.release(scene.acquire(pool, connection));
        }
        scene.pass(SECOND);
        return pool;
    }

    private List<String> states() {
        return scene.output.findingStates("orphaned_connections");
    }

    @Nested
    class it_is_confirmed {
        @Test
        void when_a_closed_pool_leaves_connections_open() {
            long pool = pool("orders", 3);
            scene.close(pool);
            scene.close(connections.get(0), How.CLOSED);
            scene.passSeconds(8);
            assertThat(states()).containsExactly("confirmed");
            Finding finding = scene.output.last("orphaned_connections");
            assertThat(finding.sentence())
                    .startsWith("Pool orders was closed, but 2 connections to db:5432 are still open, for ");
            assertThat(finding.attributes().get(Names.FINDING_COUNT)).isEqualTo(2L);
        }

        @Test
        void when_a_pool_that_was_never_closed_became_garbage() {
            scene.forget(pool("orders", 2));
            scene.passSeconds(8);
            assertThat(scene.output.last("orphaned_connections").sentence())
                    .contains("became garbage without being closed");
        }

        @Test
        void when_a_pool_is_replaced_by_one_of_its_name() {
            pool("orders", 2);
            pool("orders", 1);
            scene.passSeconds(6);
            assertThat(states()).containsExactly("confirmed");
            Finding finding = scene.output.last("orphaned_connections");
            assertThat(finding.sentence())
                    .startsWith("Pool orders was replaced without being closed, but 2 connections to db:5432");
            assertThat((String) finding.attributes().get(Names.FINDING_ADVICE)).startsWith("Call close()");
        }
    }

    @Test
    void of_a_pool_that_still_lent_while_the_one_that_replaces_it_was_built_are_told() {
        long old = pool("orders", 2);
        long replacement = scene.pool("orders", 5, SECOND);
        scene.now += 200 * Scene.MILLI;
        scene.release(scene.acquire(old, connections.get(0)));
        scene.built(replacement, 200 * Scene.MILLI, null, null);
        scene.release(scene.acquire(old, connections.get(1)));
        scene.release(scene.acquire(replacement, scene.open(replacement)));
        scene.passSeconds(8);
        assertThat(states()).containsExactly("confirmed");
    }

    @Test
    void of_two_pools_of_one_name_that_both_lend_are_none() {
        long one = pool("orders", 1);
        long other = pool("orders", 1);
        for (int i = 0; i < 8; i++) {
            scene.release(scene.acquire(one, connections.get(0)));
            scene.release(scene.acquire(other, connections.get(1)));
            scene.pass(SECOND);
        }
        assertThat(states()).isEmpty();
    }

    /** As every call of a method does that builds a pool of a fixed name. */
    private void pools(int number) {
        for (int i = 0; i < number; i++) {
            long pool = scene.pool("orders", 5, SECOND);
            scene.built(pool, 20 * Scene.MILLI, null, null);
            long connection = scene.open(pool);
            connections.add(connection);
            scene.release(scene.acquire(pool, connection));
            scene.passSeconds(2);
        }
    }

    @Nested
    class those_that_one_line_built {
        @Test
        void are_one_finding_with_their_number() {
            pools(5);
            scene.passSeconds(6);
            scene.finish();
            Finding finding = scene.output.last("orphaned_connections");
            assertThat(scene.output.findings)
                    .extracting(each -> each.attributes().get(Names.FINDING_ID))
                    .containsOnly(finding.attributes().get(Names.FINDING_ID));
            assertThat(finding.sentence())
                    .startsWith(
                            "4 pools orders were replaced without being closed, but 4 connections to db:5432 are still"
                                    + " open, the longest for ");
            assertThat(finding.attributes().get(Names.FINDING_COUNT)).isEqualTo(4L);
            assertThat(scene.notices).hasSize(1);
        }

        @Test
        void are_resolved_with_the_last_of_them() {
            pools(3);
            scene.passSeconds(6);
            scene.close(connections.get(0), How.CLOSED);
            scene.passSeconds(2);
            assertThat(states()).containsExactly("confirmed");
            scene.close(connections.get(1), How.CLOSED);
            scene.passSeconds(2);
            assertThat(states()).containsExactly("confirmed", "resolved");
        }
    }

    @Nested
    class it_is_resolved {
        @Test
        void when_they_are_closed_at_last() {
            scene.close(pool("orders", 2));
            scene.passSeconds(8);
            connections.forEach(each -> scene.close(each, How.CLOSED));
            scene.passSeconds(2);
            assertThat(states()).containsExactly("confirmed", "resolved");
            assertThat(scene.output.last("orphaned_connections").attributes().get(Names.FINDING_ADVICE))
                    .isEqualTo("Nothing to do.");
        }

        @Test
        void when_the_earlier_pool_lends_again() {
            long first = pool("orders", 1);
            pool("orders", 1);
            scene.passSeconds(6);
            scene.release(scene.acquire(first, connections.get(0)));
            scene.passSeconds(6);
            assertThat(states()).containsExactly("confirmed", "resolved");
        }
    }

    @Nested
    class it_is_silent {
        @Test
        void for_two_pools_without_a_name_which_may_be_meant_to_live_side_by_side() {
            pool("HikariPool-1", 2);
            pool("HikariPool-2", 1);
            scene.passSeconds(30);
            assertThat(states()).isEmpty();
        }

        private void assertSilence() {
            assertThat(scene.output.findings).isEmpty();
        }

        @Test
        void when_the_pool_closes_all_of_them() {
            scene.close(pool("orders", 2));
            connections.forEach(each -> scene.close(each, How.CLOSED));
            scene.passSeconds(8);
            assertSilence();
        }

        @Test
        void for_one_that_is_leased_and_used_on() {
            long pool = pool("orders", 1);
            OpenLease lease = scene.acquire(pool, connections.get(0));
            scene.turn();
            scene.close(pool);
            for (int i = 0; i < 10; i++) {
                scene.use(lease);
                scene.pass(SECOND);
            }
            scene.release(lease);
            scene.turn();
            scene.close(connections.get(0), How.CLOSED);
            scene.passSeconds(6);
            assertSilence();
        }

        @Test
        void for_two_pools_that_both_lend() {
            long first = pool("orders", 1);
            long second = pool("orders", 1);
            for (int i = 0; i < 10; i++) {
                scene.release(scene.acquire(first, connections.get(0)));
                scene.release(scene.acquire(second, connections.get(1)));
                scene.pass(2 * SECOND);
            }
            assertSilence();
        }

        @Test
        void for_pools_of_different_names() {
            pool("orders", 1);
            pool("reports", 1);
            scene.passSeconds(30);
            assertSilence();
        }
    }
}
