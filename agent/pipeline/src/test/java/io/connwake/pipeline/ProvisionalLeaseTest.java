package io.connwake.pipeline;

import static io.connwake.pipeline.Scene.APPLICATION_CODE;
import static io.connwake.pipeline.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Names;
import io.connwake.recorder.event.Closed;
import io.connwake.recorder.event.ThreadRef;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** An acquire without a pool may be a pool's own way to a connection; it is judged at its end. */
class ProvisionalLeaseTest {
    private final Scene scene = new Scene();

    private OpenLease provisional(long connection) {
        return scene.acquire(0, connection);
    }

    private void end(OpenLease lease) {
        scene.close(lease.acquired.connectionId(), Closed.How.CLOSED);
        scene.release(lease);
        scene.passSeconds(2);
    }

    @Nested
    class it_is_a_lease {
        @Test
        void when_no_pool_ever_lent_its_connection() {
            OpenLease lease = provisional(scene.open(0, 0, APPLICATION_CODE, false));
            scene.pass(SECOND);
            scene.finish();
            assertThat(scene.output.sum(Names.LEASE_OPEN)).isZero();
            assertThat(scene.output.only("lease").name()).isEqualTo("lease db:5432");
            assertThat(lease.acquired.poolId()).isZero();
        }

        @Test
        void and_counts_for_its_server() {
            end(provisional(scene.open(0, 0, APPLICATION_CODE, false)));
            scene.finish();
            assertThat(scene.output.sum(Names.USE_TIME, Names.SERVER_ADDRESS, "db"))
                    .isEqualTo(1);
            assertThat(scene.output.sum(Names.CONNECTION_OPENED)).isEqualTo(1);
            assertThat(scene.output.sum(Names.CONNECTION_CLOSED, Names.CLOSE_REASON, "released"))
                    .isEqualTo(1);
            assertThat(scene.output.points(Names.USE_TIME).get(0).attributes().get(Names.POOL_NAME))
                    .isNull();
        }
    }

    @Nested
    class it_is_none {
        private void assertNone() {
            scene.finish();
            assertThat(scene.output.named("lease")).isEmpty();
            assertThat(scene.output.sum(Names.USE_TIME)).isZero();
        }

        @Test
        void when_a_pool_lent_its_connection() {
            long pool = scene.pool("orders", 4, SECOND);
            OpenLease lease = provisional(scene.open(0, 0, APPLICATION_CODE, false));
            OpenLease lent = scene.acquire(pool, lease.acquired.connectionId());
            scene.passSeconds(2);
            scene.release(lent);
            end(lease);
            scene.finish();
            assertThat(scene.output.only("lease").name()).isEqualTo("lease orders");
        }

        @Test
        void when_a_library_opened_it() {
            end(provisional(scene.open(0, 0, Scene.FILLER_CODE, true)));
            assertNone();
        }

        @Test
        void when_a_pool_lent_other_connections_of_its_opener() {
            long pool = scene.pool("orders", 4, SECOND);
            OpenLease lease = provisional(scene.open(0, 0, APPLICATION_CODE, false));
            OpenLease sibling = scene.acquire(pool, scene.open(0, 0, APPLICATION_CODE, false));
            scene.passSeconds(2);
            end(lease);
            scene.release(sibling);
            scene.passSeconds(2);
            assertThat(scene.output.only("lease").name()).isEqualTo("lease orders");
        }
    }

    @Nested
    class what_a_filler_opened {
        @Test
        void counts_for_its_pool_once_one_of_them_was_lent() {
            long pool = scene.pool("orders", 4, SECOND);
            for (int i = 0; i < 3; i++) {
                scene.open(0);
            }
            OpenLease lease = scene.acquire(pool, scene.open(0));
            scene.passSeconds(12);
            assertThat(scene.output.sum(Names.CONNECTION_OPENED, Names.POOL_NAME, "orders"))
                    .isEqualTo(4);
            assertThat(scene.output.sum(Names.CREATE_TIME, Names.POOL_NAME, "orders"))
                    .isEqualTo(4);
            assertThat(scene.output.sum(Names.CONNECTION_COUNT, Names.CONNECTION_STATE, "idle"))
                    .isEqualTo(3);
            assertThat(scene.output.sum(Names.CONNECTION_COUNT, Names.CONNECTION_STATE, "used"))
                    .isEqualTo(1);
            assertThat(lease.acquired.poolId()).isEqualTo(pool);
        }

        @Test
        void counts_at_once_where_its_data_source_has_opened_for_the_pool() {
            long pool = scene.pool("orders", 4, SECOND);
            scene.openBy(17, pool, Scene.WORKER);
            scene.openBy(17, 0, Scene.FILLER);
            scene.openBy(18, 0, Scene.FILLER);
            scene.passSeconds(12);
            assertThat(scene.output.sum(Names.CONNECTION_OPENED, Names.POOL_NAME, "orders"))
                    .isEqualTo(2);
        }

        @Test
        void counts_by_its_thread_where_two_pools_share_a_data_source() {
            long orders = scene.pool("orders", 4, SECOND);
            long stock = scene.pool("stock", 4, SECOND);
            ThreadRef another = new ThreadRef(99, "stock filler");
            scene.openBy(17, 0, another);
            scene.acquire(orders, scene.openBy(17, 0, Scene.FILLER));
            scene.acquire(stock, scene.openBy(17, 0, another));
            scene.passSeconds(12);
            assertThat(scene.output.sum(Names.CONNECTION_OPENED, Names.POOL_NAME, "stock"))
                    .isEqualTo(2);
        }

        @Test
        void counts_for_the_pool_that_replaces_another_over_the_same_data_source() {
            long first = scene.pool("orders", 4, SECOND);
            scene.openBy(17, first, Scene.WORKER);
            scene.turn();
            scene.close(first);
            scene.pool("stock", 4, SECOND);
            long second = scene.pool("replacement", 4, SECOND);
            scene.openBy(17, second, Scene.WORKER);
            scene.openBy(17, 0, Scene.FILLER);
            scene.passSeconds(12);
            assertThat(scene.output.sum(Names.CONNECTION_OPENED, Names.POOL_NAME, "replacement"))
                    .isEqualTo(2);
        }

        @Test
        void is_never_counted_twice() {
            long pool = scene.pool("orders", 4, SECOND);
            long first = scene.open(0);
            scene.open(0);
            scene.passSeconds(70);
            scene.release(scene.acquire(pool, first));
            scene.passSeconds(12);
            scene.finish();
            assertThat(scene.output.sum(Names.CONNECTION_OPENED)).isEqualTo(2);
        }

        @Test
        void of_two_pools_is_told_apart_by_what_each_lent() {
            long orders = scene.pool("orders", 4, SECOND);
            long stock = scene.pool("stock", 4, SECOND);
            scene.acquire(orders, scene.open(0));
            scene.acquire(stock, scene.open(0));
            scene.passSeconds(12);
            assertThat(scene.output.sum(Names.CONNECTION_OPENED, Names.POOL_NAME, "orders"))
                    .isEqualTo(1);
            assertThat(scene.output.sum(Names.CONNECTION_OPENED, Names.POOL_NAME, "stock"))
                    .isEqualTo(1);
        }
    }
}
