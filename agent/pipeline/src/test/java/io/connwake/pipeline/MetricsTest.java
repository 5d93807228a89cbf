package io.connwake.pipeline;

import static io.connwake.pipeline.Scene.MILLI;
import static io.connwake.pipeline.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Metric;
import io.connwake.pipeline.model.Names;
import io.connwake.recorder.event.Closed;
import io.connwake.recorder.event.Peer;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final Scene scene = new Scene();

    @Test
    void count_every_acquire() {
        long pool = scene.pool("orders", 4, SECOND);
        long connection = scene.open(0);
        for (int i = 0; i < 10_000; i++) {
            OpenLease lease = scene.acquire(pool, connection, MILLI / 2, null);
            scene.now += MILLI;
            scene.use(lease);
            scene.release(lease);
            if (i % 100 == 0) {
                scene.turn();
            }
        }
        scene.finish();
        assertThat(scene.output.sum(Names.WAIT_TIME)).isEqualTo(10_000);
        assertThat(scene.output.sum(Names.USE_TIME)).isEqualTo(10_000);
        assertThat(scene.output.sum(Names.LEASE_DB_TIME)).isEqualTo(10_000);
        assertThat(scene.output.sum(Names.CONNECTION_OPENED)).isEqualTo(1);
        assertThat(scene.output.sum(Names.AGENT_EVENTS)).isEqualTo(20_002);
        assertThat(scene.output.sum(Names.AGENT_EVENTS_DROPPED)).isZero();
        long kept = scene.output.named("lease").size();
        assertThat(kept).isBetween(500L, 1_200L);
        assertThat(scene.output.sum(Names.AGENT_SPANS_DROPPED)).isEqualTo(10_000 - kept);
    }

    @Test
    void of_pools_of_one_name_are_one_series() {
        scene.acquire(scene.pool("orders", 4, SECOND), scene.open(0));
        scene.acquire(scene.pool("orders", 6, SECOND), scene.open(0));
        scene.finish();
        assertThat(scene.output.points(Names.LIMIT)).hasSize(1);
        assertThat(scene.output.sum(Names.LIMIT)).isEqualTo(10);
        assertThat(scene.output.sum(Names.WAIT_TIME)).isEqualTo(2);
        assertThat(scene.output.sum(Names.LEASE_OPEN)).isEqualTo(2);
    }

    @Test
    void tell_nothing_of_a_server_that_only_a_pool_leads_to() {
        long pool = scene.pool("orders", 4, SECOND);
        long connection = scene.open(pool);
        scene.release(scene.acquire(pool, connection));
        scene.close(connection, Closed.How.CLOSED);
        scene.finish();
        assertThat(scene.output.points(Names.TIMEOUTS))
                .extracting(point -> point.attributes().get(Names.POOL_NAME))
                .containsExactly("orders");
    }

    @Test
    void call_a_nameless_pool_after_its_database() {
        scene.acquire(scene.pool("Commons DBCP 2", null, 4, SECOND), scene.open(0));
        scene.finish();
        assertThat(scene.output.points(Names.LIMIT).get(0).attributes().get(Names.POOL_NAME))
                .isEqualTo("shop");
        assertThat(scene.output.only("lease").name()).isEqualTo("lease shop");
    }

    @Test
    void show_who_waits_right_now() {
        long pool = scene.pool("orders", 1, 30 * SECOND);
        scene.acquire(pool, scene.open(0));
        long waiting = scene.waits(pool);
        scene.passSeconds(11);
        assertThat(scene.output.sum(Names.PENDING_REQUESTS)).isEqualTo(1);
        scene.acquire(waiting, pool, 0, 10 * SECOND, Scene.WORKER, Scene.SITE, null);
        scene.passSeconds(10);
        assertThat(scene.output.sum(Names.PENDING_REQUESTS)).isZero();
    }

    @Test
    void forget_a_wait_whose_end_was_lost() {
        long pool = scene.pool("orders", 1, 30 * SECOND);
        scene.acquire(pool, scene.open(0));
        scene.waits(pool);
        scene.passSeconds(3);
        scene.script.waits.clear();
        scene.passSeconds(10);
        assertThat(scene.output.sum(Names.PENDING_REQUESTS)).isZero();
    }

    @Test
    void weigh_demand_by_time_and_count_those_who_waited() {
        long pool = scene.pool("orders", 1, 30 * SECOND);
        OpenLease first = scene.acquire(pool, scene.open(0));
        scene.now += 400 * MILLI;
        scene.release(first);
        OpenLease second = scene.acquire(pool, first.acquired.connectionId(), 100 * MILLI, null);
        scene.now += 200 * MILLI;
        scene.release(second);
        scene.now += 400 * MILLI;
        scene.finish();
        Metric.Distribution demand = scene.output.distribution(Names.POOL_DEMAND);
        assertThat(demand.bounds().subList(0, 3)).containsExactly(0.0, 1.0, 2.0);
        assertThat(demand.counts().subList(0, 3)).containsExactly(400L, 500L, 100L);
    }

    @Test
    void keep_idle_times_that_were_survived() {
        long pool = scene.pool("orders", 4, SECOND);
        long connection = scene.open(0);
        scene.now += 100 * SECOND;
        scene.validated(connection, true);
        OpenLease lease = scene.acquire(pool, connection, 2 * MILLI, null);
        scene.use(lease);
        scene.release(lease);
        scene.now += 7 * SECOND;
        OpenLease next = scene.acquire(pool, connection);
        scene.use(next);
        next.survivedIdleNanos = 7 * SECOND;
        scene.release(next);
        scene.turn();
        scene.finish();
        Metric.Point idle = scene.output.points(Names.IDLE_TIME).get(0);
        assertThat(idle.attributes().get(Names.IDLE_OUTCOME)).isEqualTo("survived");
        Metric.Distribution distribution = scene.output.distribution(Names.IDLE_TIME);
        assertThat(distribution.count()).isEqualTo(2);
        assertThat(distribution.max()).isEqualTo(99.999);
        assertThat(scene.output.sum(Names.VALIDATION_TIME, Names.VALIDATION_RESULT, "ok"))
                .isEqualTo(1);
        assertThat(scene.output.named("lease").get(0).attributes().get(Names.ACQUIRE_VALIDATED))
                .isEqualTo("yes");
    }

    @Test
    void count_the_connections_of_any_number_of_databases() {
        for (int i = 0; i < 2_000; i++) {
            scene.server = new Peer("postgresql", "db", 5432, "tenant" + i);
            scene.target = scene.server;
            scene.close(scene.open(0), Closed.How.CLOSED);
            scene.turn();
        }
        scene.finish();
        assertThat(scene.output.sum(Names.CONNECTION_OPENED)).isEqualTo(2_000);
        assertThat(scene.output.sum(Names.CONNECTION_CLOSED)).isEqualTo(2_000);
        assertThat(scene.output.points(Names.CONNECTION_OPENED)).hasSizeLessThan(300);
    }

    @Test
    void count_the_leases_of_any_number_of_pools_that_come_and_go() {
        for (int i = 0; i < 5_000; i++) {
            long pool = scene.pool("HikariPool-" + i, 4, SECOND);
            long connection = scene.open(pool);
            scene.release(scene.acquire(pool, connection));
            scene.close(connection, Closed.How.CLOSED);
            scene.close(pool);
            scene.turn();
        }
        scene.finish();
        assertThat(scene.output.sum(Names.WAIT_TIME)).isEqualTo(5_000);
        assertThat(scene.output.sum(Names.CONNECTION_CLOSED)).isEqualTo(5_000);
        assertThat(scene.output.points(Names.WAIT_TIME)).hasSizeLessThan(2_500);
        assertThat(scene.output.sum(Names.WAIT_TIME, Names.POOL_NAME, "others")).isGreaterThan(2_500);
    }

    @Test
    void come_at_the_interval_of_the_output() {
        scene.acquire(scene.pool("orders", 4, SECOND), scene.open(0));
        scene.turn();
        scene.passSeconds(9);
        assertThat(scene.output.metrics).isEmpty();
        scene.passSeconds(1);
        assertThat(scene.output.metrics).isNotEmpty();
    }

    @Test
    void are_never_asked_for_where_nothing_happened() {
        scene.passSeconds(60);
        scene.finish();
        assertThat(scene.output.metrics).isEmpty();
        assertThat(scene.output.calls).containsExactly("close");
    }

    @Test
    void hold_the_failures_of_ours_and_go_on() {
        scene.guard.swallows = true;
        long pool = scene.pool("orders", 4, SECOND);
        scene.tell(Script.poison());
        scene.release(scene.acquire(pool, scene.open(0)));
        scene.turn();
        scene.finish();
        assertThat(scene.output.sum(Names.AGENT_ERRORS)).isEqualTo(1);
        assertThat(scene.output.named("lease")).hasSize(1);
    }
}
