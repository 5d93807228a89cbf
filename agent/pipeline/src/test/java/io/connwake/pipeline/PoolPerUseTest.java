package io.connwake.pipeline;

import static io.connwake.pipeline.Scene.MILLI;
import static io.connwake.pipeline.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Names;
import io.connwake.recorder.event.Closed.How;
import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.PoolSeen;
import io.connwake.recorder.event.PoolUpkeep;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PoolPerUseTest {
    private static final String KIND = "pool_per_invocation";

    private final Scene scene = new Scene();
    private int number;
    private long connection;

    /** Builds a pool as every call does, borrows from it once, and leaves it. */
    private long serve() {
        return serve("HikariPool-" + ++number);
    }

    private long serve(String name) {
        return use(scene.pool(name, 5, SECOND));
    }

    private long use(long pool) {
        scene.pass(20 * MILLI);
        scene.built(pool, 20 * MILLI, null, null);
        connection = scene.open(pool);
        OpenLease lease = scene.acquire(pool, connection);
        scene.pass(20 * MILLI);
        scene.release(lease);
        scene.turn();
        return pool;
    }

    private void serveAndClose() {
        scene.close(serve());
        scene.close(connection, How.CLOSED);
        scene.passSeconds(1);
    }

    private String last(String attribute) {
        return String.valueOf(scene.output.last(KIND).attributes().get(attribute));
    }

    @Test
    void is_withdrawn_where_the_pools_serve_again_later() {
        long[] pools = new long[14];
        long[] connections = new long[pools.length];
        for (int i = 0; i < pools.length; i++) {
            pools[i] = serve();
            connections[i] = connection;
            scene.passSeconds(1);
        }
        scene.passSeconds(600);
        for (int i = 0; i < pools.length; i++) {
            scene.release(scene.acquire(pools[i], connections[i]));
            scene.passSeconds(1);
        }
        scene.finish();
        assertThat(scene.output.findingStates(KIND)).last().isEqualTo("resolved");
    }

    @Test
    void is_found_after_many_lines_that_are_over() {
        for (int i = 0; i < 256; i++) {
            long pool = serve("tenant-" + i);
            scene.close(pool);
            scene.close(connection, How.CLOSED);
            scene.passSeconds(5);
        }
        for (int i = 0; i < 14; i++) {
            serve();
            scene.passSeconds(1);
        }
        scene.finish();
        assertThat(scene.output.findingStates(KIND)).contains("confirmed");
    }

    @Nested
    class it_is_confirmed {
        @Test
        void whatever_number_the_library_gives_them_for_a_name() {
            for (int i = 1; i <= 14; i++) {
                use(scene.pool("Vibur", "p" + i, 5, SECOND));
                scene.passSeconds(1);
            }
            scene.finish();
            assertThat(scene.output.findingStates(KIND)).contains("confirmed");
        }

        @Test
        void when_each_call_builds_one_and_closes_none() {
            for (int i = 0; i < 14; i++) {
                serve();
                scene.passSeconds(1);
            }
            assertThat(scene.output.findingStates(KIND)).containsExactly("confirmed");
            Finding finding = scene.output.last(KIND);
            assertThat(finding.sentence())
                    .matches("10 pools were built at one line, each for the thread that built"
                            + " it, which borrowed 1 time from each on average and left it; 10 were never closed\\.");
            assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
            assertThat(last(Names.FINDING_SITE)).isEqualTo(Scene.PLACE.toString());
            assertThat(last(Names.FINDING_ADVICE))
                    .startsWith("Build the pool once, not with each call (now it is built at " + Scene.PLACE + "):")
                    .endsWith("Until then close each when it has served.");
            assertThat(last(Names.FINDING_EVIDENCE))
                    .matches("A build took 20 ms, 50 % of the time until all was given back\\."
                            + " At least 10 connections of theirs to db:5432 are still open\\.");
            assertThat(scene.output.findings).allMatch(each -> each.kind().equals(KIND));
        }

        @Test
        void when_each_call_builds_one_and_closes_it() {
            for (int i = 0; i < 12; i++) {
                serveAndClose();
            }
            assertThat(scene.output.findingStates(KIND)).containsExactly("confirmed");
            Finding finding = scene.output.last(KIND);
            assertThat(finding.sentence()).endsWith("and left it; all of them were closed.");
            assertThat(finding.severity()).isEqualTo(Finding.Severity.WARN);
            assertThat(last(Names.FINDING_ADVICE)).endsWith("in a field that lives as long as the process.");
        }

        @Test
        void however_soon_the_process_ends() {
            for (int i = 0; i < 12; i++) {
                scene.close(serve());
            }
            scene.finish();
            assertThat(scene.output.last(KIND).sentence()).startsWith("12 pools");
        }

        @Test
        void with_the_number_of_all_at_the_end() {
            for (int i = 0; i < 30; i++) {
                serveAndClose();
            }
            scene.finish();
            assertThat(scene.output.last(KIND).sentence()).startsWith("30 pools");
            assertThat(scene.output.last(KIND).attributes().get(Names.FINDING_COUNT))
                    .isEqualTo(30L);
        }

        @Test
        void as_one_of_two_that_explains_the_pools_left_behind_where_they_have_a_name() {
            for (int i = 0; i < 20; i++) {
                serve("orders");
                scene.passSeconds(1);
            }
            assertThat(scene.output.findingStates(KIND)).containsExactly("confirmed");
            assertThat(scene.output.findingStates("orphaned_connections")).containsExactly("confirmed");
        }
    }

    @Test
    void it_is_resolved_when_they_lend_again_to_others() {
        long[] pools = new long[16];
        long[] connections = new long[pools.length];
        for (int i = 0; i < pools.length; i++) {
            pools[i] = serve();
            connections[i] = connection;
            scene.passSeconds(1);
        }
        for (int i = 0; i < pools.length; i++) {
            scene.release(scene.acquire(scene.id(), pools[i], connections[i], 0, Scene.OTHER_WORKER, Scene.SITE, null));
        }
        scene.passSeconds(2);
        assertThat(scene.output.findingStates(KIND)).containsExactly("confirmed", "resolved");
    }

    @Nested
    class it_is_silent {
        private void assertSilence() {
            scene.finish();
            assertThat(scene.output.findings).isEmpty();
        }

        @Test
        void for_many_that_are_built_and_tried_at_the_start() {
            for (int i = 0; i < 40; i++) {
                serve();
            }
            scene.passSeconds(60);
            assertSilence();
        }

        @Test
        void for_those_that_are_closed_long_after_their_use_as_when_an_application_is_started_anew() {
            for (int i = 0; i < 20; i++) {
                long pool = serve();
                scene.passSeconds(5);
                scene.close(pool);
                scene.close(connection, How.CLOSED);
                scene.passSeconds(1);
            }
            assertSilence();
        }

        @Test
        void for_an_application_that_is_deployed_anew_with_its_pools_library() {
            for (int i = 0; i < 20; i++) {
                PoolFacts facts = new PoolFacts(scene.id(), "HikariCP", "orders", 5, 1, 5, SECOND, PoolUpkeep.UNKNOWN);
                scene.tell(new PoolSeen(scene.now, facts, i + 1));
                use(facts.poolId());
                scene.close(facts.poolId());
                scene.close(connection, How.CLOSED);
                scene.passSeconds(1);
            }
            assertSilence();
        }

        @Test
        void for_a_few() {
            for (int i = 0; i < 9; i++) {
                serveAndClose();
            }
            assertSilence();
        }

        @Test
        void for_those_that_serve_other_threads_too() {
            for (int i = 0; i < 20; i++) {
                long pool = serve();
                scene.release(scene.acquire(scene.id(), pool, connection, 0, Scene.OTHER_WORKER, Scene.SITE, null));
                scene.passSeconds(1);
            }
            assertSilence();
        }

        @Test
        void for_those_that_serve_long() {
            for (int i = 0; i < 20; i++) {
                long pool = serve();
                for (int use = 0; use < 30; use++) {
                    scene.release(scene.acquire(pool, connection));
                    scene.pass(20 * MILLI);
                }
                scene.passSeconds(1);
            }
            assertSilence();
        }

        @Test
        void for_those_of_different_names() {
            for (int i = 0; i < 20; i++) {
                serve("tenant-" + i);
                scene.passSeconds(1);
            }
            assertSilence();
        }
    }
}
