package io.connwake.pipeline;

import static io.connwake.pipeline.Scene.MILLI;
import static io.connwake.pipeline.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Names;
import io.connwake.pipeline.model.Span;
import io.connwake.recorder.event.Closed;
import io.connwake.recorder.event.OpenFailed;
import io.connwake.recorder.event.Peer;
import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.PoolUpkeep;
import io.connwake.recorder.event.Survived;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A URL names a, which is dead, and b. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SeveralServersTest {
    private static final Peer A_OR_B = new Peer("postgresql", "a", 5432, "shop", true);
    private static final Peer A = new Peer("postgresql", "a", 5432, "shop");
    private static final Peer B = new Peer("postgresql", "b", 5433, "shop");

    private final Scene scene = new Scene();

    @BeforeEach
    void lead_to_b() {
        scene.target = A_OR_B;
        scene.server = B;
    }

    @Nested
    class where_one_answered {
        @Test
        void it_is_on_the_spans_of_its_connection() {
            long pool = scene.pool("orders", 10, SECOND);
            long connection = scene.open(pool);
            scene.release(scene.acquire(pool, connection));
            scene.close(connection, Closed.How.CLOSED);
            scene.passSeconds(2);

            scene.output.only("connect b:5433");
            for (String kind : new String[] {"connect ", "connection ", "lease "}) {
                assertThat(address(scene.output.only(kind))).isEqualTo("b");
            }
        }

        @Test
        void its_pool_is_measured_as_it_is_configured() {
            long pool = scene.pool("orders", 10, SECOND);
            scene.release(scene.acquire(pool, scene.open(pool)));
            scene.server = A;
            scene.release(scene.acquire(pool, scene.open(pool)));
            scene.finish();

            assertThat(scene.output.sum(Names.CONNECTION_OPENED, Names.SERVER_ADDRESS, "a"))
                    .isEqualTo(2);
            assertThat(scene.output.points(Names.CONNECTION_OPENED)).hasSize(1);
        }

        @Test
        void what_belongs_to_no_pool_counts_for_it() {
            long connection = scene.open(0, 0, Scene.APPLICATION_CODE, false);
            scene.release(scene.acquire(0, connection));
            scene.close(connection, Closed.How.CLOSED);
            scene.passSeconds(2);
            scene.finish();

            assertThat(scene.output.sum(Names.CONNECTION_OPENED, Names.SERVER_ADDRESS, "b"))
                    .isEqualTo(1);
        }
    }

    @Nested
    class where_none_answered {
        @Test
        void none_is_named() {
            long lease = scene.id();
            scene.tell(new OpenFailed(
                    scene.now - SECOND,
                    scene.now,
                    A_OR_B,
                    0,
                    lease,
                    Scene.APPLICATION_CODE,
                    false,
                    0,
                    0,
                    Scene.WORKER,
                    Scene.hungUp()));
            scene.acquireFails(lease, 0, SECOND, Scene.WORKER, Scene.hungUp());
            scene.passSeconds(2);
            scene.finish();

            assertThat(address(scene.output.only("connect postgresql"))).isNull();
            assertThat(address(scene.output.only("lease postgresql"))).isNull();
            assertThat(scene.output.sum(Names.CONNECTION_REFUSED)).isEqualTo(1);
            assertThat(scene.output
                            .points(Names.CONNECTION_REFUSED)
                            .get(0)
                            .attributes()
                            .get(Names.SERVER_ADDRESS))
                    .isNull();
        }

        @Test
        void that_one_is_full_is_said_of_the_list_until_one_of_it_admits() {
            long pool = scene.pool("orders", 10, SECOND);
            scene.acquire(pool, scene.open(pool));
            scene.turn();
            scene.openFailed(pool, 0, Scene.tooMany());
            scene.passSeconds(2);
            Finding full = scene.output.last("server_full");
            scene.acquire(pool, scene.open(pool));
            scene.passSeconds(12);

            assertThat(full.sentence()).startsWith("The server a:5432 or another of its list refused 1 connection");
            assertThat(full.attributes().get(Names.SERVER_ADDRESS)).isNull();
            assertThat(full.attributes().get(Names.FINDING_EVIDENCE))
                    .asString()
                    .contains("This process had 1 there: orders 1 ");
            assertThat(scene.output.findingStates("server_full")).containsExactly("confirmed", "resolved");
        }

        @Test
        void what_others_have_at_the_first_is_not_meant() {
            scene.target = A;
            scene.server = A;
            scene.acquire(0, scene.open(0, 0, Scene.APPLICATION_CODE, false));
            scene.turn();
            scene.target = A_OR_B;
            scene.openFailed(0, 0, Scene.tooMany());
            scene.passSeconds(2);

            assertThat(scene.output.last("server_full").attributes().get(Names.FINDING_EVIDENCE))
                    .isEqualTo("This process had 0 there.");
        }
    }

    @Test
    void one_that_is_full_by_its_own_name_knows_what_was_opened_there_by_the_list() {
        long pool = scene.pool("orders", 10, SECOND);
        scene.acquire(pool, scene.open(pool));
        scene.turn();
        scene.target = B;
        scene.openFailed(0, 0, Scene.tooMany());
        scene.passSeconds(2);

        assertThat(scene.output.last("server_full").attributes().get(Names.FINDING_EVIDENCE))
                .asString()
                .startsWith("This process had 1 there: orders 1 ");
    }

    @Nested
    class of_one_pool {
        private final PoolUpkeep keeping = new PoolUpkeep(PoolFacts.ENDLESS, PoolFacts.ENDLESS, -1, -1, -1, false);
        private final long pool = scene.pool("Tomcat JDBC", 1, 10, keeping);

        @Test
        void the_idle_times_of_two_servers_are_told_apart() {
            survive(A, 400);
            survive(B, 290);
            die(B, 305);
            scene.finish();

            assertThat(scene.output.last("stale_connection").attributes()).satisfies(attributes -> {
                assertThat(attributes.get(Names.SERVER_ADDRESS)).isEqualTo("b");
                assertThat(attributes.get(Names.FINDING_EVIDENCE))
                        .asString()
                        .startsWith("1 death at 305.0 s, 1 survival ≤ 290.0 s");
            });
        }

        @Test
        void what_dies_at_two_servers_are_two_cases() {
            survive(A, 100);
            die(A, 120);
            survive(B, 290);
            die(B, 305);
            scene.finish();

            assertThat(scene.output.named("finding stale_connection"))
                    .extracting(SeveralServersTest::address)
                    .containsExactly("a", "b");
        }

        @Test
        void idle_times_are_measured_at_each() {
            answerAfterRest(A);
            answerAfterRest(B);
            die(B, 305);
            scene.finish();

            assertThat(scene.output.sum(Names.IDLE_TIME, Names.SERVER_ADDRESS, "a"))
                    .isEqualTo(1);
            assertThat(scene.output.sum(Names.IDLE_TIME, Names.SERVER_ADDRESS, "b"))
                    .isEqualTo(2);
            assertThat(scene.output.points(Names.IDLE_TIME))
                    .allSatisfy(point ->
                            assertThat(point.attributes().get(Names.POOL_NAME)).isEqualTo("orders"));
        }

        @Test
        void idle_times_are_held_against_the_servers_to_which_it_led() {
            long others = scene.pool("Tomcat JDBC", 1, 10, keeping);
            for (int i = 0; i < 12; i++) {
                scene.validated(scene.open(others), true, (200 + 8L * i) * SECOND);
                scene.validated(scene.open(others), false, (300 + i) * SECOND);
                scene.validated(scene.open(others), true, 150 * SECOND);
                scene.passSeconds(100);
            }
            scene.server = A;
            scene.open(pool);
            scene.passSeconds(3);
            assertThat(mismatches()).isEqualTo(1);

            scene.server = B;
            scene.open(pool);
            scene.passSeconds(3);
            assertThat(mismatches()).isEqualTo(2);
        }

        private void answerAfterRest(Peer server) {
            scene.server = server;
            long connection = scene.open(pool);
            scene.passSeconds(20);
            scene.validated(connection, true, 20 * SECOND);
            scene.passSeconds(1);
        }

        private int mismatches() {
            return scene.output.named("finding idle_timeout_mismatch").size();
        }

        private void survive(Peer server, long idleSeconds) {
            scene.server = server;
            OpenLease lease = scene.acquire(pool, scene.open(pool));
            scene.use(lease);
            scene.tell(new Survived(scene.now, lease.acquired.connectionId(), idleSeconds * SECOND));
            scene.release(lease);
            scene.passSeconds(2);
        }

        private void die(Peer server, long idleSeconds) {
            scene.server = server;
            OpenLease lease = scene.acquire(pool, scene.open(pool));
            scene.fail(lease, idleSeconds * SECOND, MILLI, Scene.hungUp());
            scene.release(lease);
            scene.passSeconds(2);
        }
    }

    private static @Nullable Object address(Span span) {
        return span.attributes().get(Names.SERVER_ADDRESS);
    }
}
