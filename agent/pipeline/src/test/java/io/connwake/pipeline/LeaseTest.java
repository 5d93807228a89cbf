package io.connwake.pipeline;

import static io.connwake.pipeline.Scene.MILLI;
import static io.connwake.pipeline.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Names;
import io.connwake.pipeline.model.Span;
import io.connwake.recorder.event.Closed;
import io.connwake.recorder.event.ErrorFacts;
import io.connwake.recorder.event.TraceParent;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private final Scene scene = new Scene();
    private final long pool = scene.pool("orders", 4, 2 * SECOND);

    @Nested
    class a_released_lease {
        @Test
        void says_who_had_which_connection_for_how_long() {
            long connection = scene.open(0);
            scene.turn();
            scene.now += 3 * SECOND;
            OpenLease lease = scene.acquire(pool, connection);
            scene.now += 20 * MILLI;
            scene.use(lease);
            scene.release(lease);
            scene.turn();
            scene.turn();
            Span span = scene.output.only("lease");
            Attributes attributes = span.attributes();
            assertThat(span.name()).isEqualTo("lease orders");
            assertThat(span.parentSpanId()).isZero();
            assertThat(span.startEpochNanos()).isEqualTo(Scene.EPOCH + 8 * SECOND);
            assertThat(span.endEpochNanos() - span.startEpochNanos()).isEqualTo(20 * MILLI);
            assertThat(attributes.get(Names.LEASE_OUTCOME)).isEqualTo("released");
            assertThat(attributes.get(Names.LEASE_HELD)).isEqualTo(0.02);
            assertThat(attributes.get(Names.LEASE_WAIT)).isEqualTo(0.0);
            assertThat(attributes.get(Names.LEASE_STATEMENTS)).isEqualTo(1L);
            assertThat(attributes.get(Names.CONNECTION_ID)).isEqualTo(connection);
            assertThat(attributes.get(Names.CONNECTION_IDLE_BEFORE)).isEqualTo(3.0);
            assertThat(attributes.get(Names.CONNECTION_AGE)).isEqualTo(3.0);
            assertThat(attributes.get(Names.CONNECTION_REUSED)).isEqualTo(false);
            assertThat(attributes.get(Names.CONNECTION_AFTER_RELEASE)).isEqualTo("kept");
            assertThat(attributes.get(Names.DB_SYSTEM)).isEqualTo("postgresql");
            assertThat(attributes.get(Names.SERVER_PORT)).isEqualTo(5432L);
            assertThat(attributes.get(Names.CODE_FUNCTION)).isEqualTo("com.acme.Orders.place");
            assertThat(attributes.get(Names.CODE_LINE)).isEqualTo(42L);
            assertThat(attributes.get(Names.THREAD_NAME)).isEqualTo("http-7");
            assertThat(span.links().get(0).to())
                    .isEqualTo(scene.output.only("connect ").id());
        }

        @Test
        void is_whole_although_its_beginning_was_lost() {
            OpenLease lease = scene.acquire(pool, scene.open(0));
            scene.script.lane.removeLast();
            scene.release(lease);
            scene.passSeconds(2);
            scene.finish();
            assertThat(scene.output.only("lease").attributes().get(Names.LEASE_OUTCOME))
                    .isEqualTo("released");
            assertThat(scene.output.sum(Names.WAIT_TIME)).isEqualTo(1);
        }

        @Test
        void is_told_once_although_news_come_twice_and_late() {
            OpenLease lease = scene.acquire(pool, scene.open(0));
            scene.release(lease);
            scene.tell(lease.released(scene.now));
            scene.tell(lease.acquired);
            scene.passSeconds(3);
            scene.tell(lease.released(scene.now));
            scene.tell(lease.acquired);
            scene.passSeconds(3);
            scene.finish();
            assertThat(scene.output.named("lease")).hasSize(1);
            assertThat(scene.output.sum(Names.USE_TIME)).isEqualTo(1);
            assertThat(scene.output.sum(Names.LEASE_OPEN)).isZero();
        }

        @Test
        void knows_its_connection_although_news_of_its_opening_come_last() {
            OpenLease lease = scene.acquire(pool, scene.open(0));
            scene.release(lease);
            scene.script.lane.addLast(scene.script.lane.remove());
            scene.script.lane.addLast(scene.script.lane.remove());
            scene.passSeconds(2);
            assertThat(scene.output.only("lease").attributes().get(Names.SERVER_ADDRESS))
                    .isEqualTo("db");
        }

        @Test
        void with_errors_shows_them() {
            OpenLease lease = scene.acquire(pool, scene.open(0));
            scene.fail(lease, Scene.error("org.postgresql.util.PSQLException", "23505", "duplicate key"));
            scene.release(lease);
            scene.passSeconds(2);
            Span span = scene.output.only("lease");
            assertThat(span.error()).isTrue();
            assertThat(span.statusText()).isEqualTo("PSQLException 23505");
            assertThat(span.events()).singleElement().satisfies(event -> {
                assertThat(event.name()).isEqualTo("exception");
                assertThat(event.attributes().get(Names.DB_STATUS)).isEqualTo("23505");
            });
        }
    }

    @Nested
    class an_acquire {
        @Test
        void that_waited_is_a_child_with_a_snapshot_of_the_pool() {
            scene.acquire(pool, scene.open(0));
            OpenLease lease = scene.acquire(pool, scene.open(0), 50 * MILLI, null);
            scene.release(lease);
            scene.passSeconds(2);
            Span acquire = scene.output.only("acquire");
            assertThat(acquire.parentSpanId())
                    .isEqualTo(scene.output.only("lease").id().spanId());
            assertThat(acquire.attributes().get(Names.POOL_USED)).isEqualTo(2L);
            assertThat(acquire.attributes().get(Names.POOL_LIMIT)).isEqualTo(4L);
            assertThat(acquire.attributes().get(Names.POOL_ACQUIRE_TIMEOUT)).isEqualTo(2.0);
        }

        @Test
        void that_did_not_wait_is_none() {
            scene.release(scene.acquire(pool, scene.open(0)));
            scene.now += SECOND;
            scene.passSeconds(2);
            assertThat(scene.output.named("acquire")).isEmpty();
        }

        @Test
        void that_opened_a_connection_is_the_parent_of_its_connect() {
            long lease = scene.id();
            TraceParent parent = new TraceParent(1, 2, 3, true);
            long connection = scene.open(0, lease, Scene.FILLER_CODE, true);
            scene.release(scene.acquire(lease, pool, connection, 10 * MILLI, Scene.WORKER, Scene.SITE, parent));
            scene.passSeconds(2);
            Span acquire = scene.output.only("acquire");
            Span connect = scene.output.only("connect ");
            assertThat(connect.parentSpanId()).isEqualTo(acquire.id().spanId());
            assertThat(connect.id().traceLow()).isEqualTo(2);
            assertThat(scene.output.only("lease").parentSpanId()).isEqualTo(3);
            assertThat(connect.links().get(0).to())
                    .isEqualTo(scene.output.only("lease").id());
        }

        @Test
        void that_opened_a_connection_has_the_servers_session_on_all_four_spans() {
            long lease = scene.id();
            long connection = scene.open(0, lease, Scene.FILLER_CODE, true);
            scene.release(scene.acquire(lease, pool, connection, 10 * MILLI, Scene.WORKER, Scene.SITE, null));
            scene.close(connection, Closed.How.CLOSED);
            scene.passSeconds(2);
            assertThat(List.of("lease", "acquire", "connect ", "connection ")).allSatisfy(kind -> {
                Attributes attributes = scene.output.only(kind).attributes();
                assertThat(attributes.get(Names.SERVER_SESSION)).isEqualTo(4711L);
            });
        }

        @Test
        void that_timed_out_is_an_error_with_the_snapshot_and_a_timeout_in_the_metrics() {
            scene.acquire(pool, scene.open(0));
            scene.acquireFails(pool, 2 * SECOND, Scene.poolTimeout());
            scene.passSeconds(2);
            scene.finish();
            Span failed = scene.output.named("lease").get(0);
            assertThat(failed.attributes().get(Names.LEASE_OUTCOME)).isEqualTo("timeout");
            assertThat(failed.attributes().get(Names.POOL_USED)).isEqualTo(1L);
            assertThat(failed.error()).isTrue();
            assertThat(scene.output.sum(Names.TIMEOUTS)).isEqualTo(1);
        }

        @Test
        void that_timed_out_tells_the_driver_s_status_where_the_pool_has_none() {
            ErrorFacts noSyntax =
                    Scene.error("org.postgresql.util.PSQLException", "42601", "ERROR: syntax error at or near ?");
            ErrorFacts timeout = Scene.error(
                    "java.sql.SQLTransientConnectionException",
                    null,
                    "? Connection is not available, request timed out after ?",
                    Scene.error("com.zaxxer.hikari.pool.PoolBase$ConnectionSetupException", null, "?"),
                    noSyntax);
            scene.acquireFails(pool, 2 * SECOND, timeout);
            scene.passSeconds(2);
            scene.finish();
            Span failed = scene.output.only("lease");
            assertThat(failed.attributes().get(Names.LEASE_OUTCOME)).isEqualTo("timeout");
            assertThat(failed.statusText()).isEqualTo("SQLTransientConnectionException 42601");
            assertThat(failed.events().get(0).attributes().get(Names.DB_STATUS)).isEqualTo("42601");
        }

        @Test
        void that_was_interrupted_says_so() {
            ErrorFacts interrupted = Scene.error("java.lang.InterruptedException", null, null);
            scene.acquireFails(
                    pool, SECOND / 10, Scene.error("java.sql.SQLException", null, "? Interrupted ?", interrupted));
            scene.passSeconds(2);
            scene.finish();
            assertThat(scene.output.only("lease").statusText()).isEqualTo("SQLException: InterruptedException");
        }

        @Test
        void that_found_no_server_is_refused() {
            ErrorFacts refused = Scene.error(
                    "org.postgresql.util.PSQLException",
                    "08001",
                    "Connection ? refused",
                    Scene.error("java.net.ConnectException", null, "Connection refused"));
            scene.openFailed(0, 0, refused);
            scene.acquireFails(
                    pool,
                    2 * SECOND,
                    Scene.error(
                            "java.sql.SQLTransientConnectionException",
                            "08001",
                            "? request timed out after ?",
                            refused));
            scene.passSeconds(2);
            scene.finish();
            assertThat(scene.output.only("lease").attributes().get(Names.LEASE_OUTCOME))
                    .isEqualTo("refused");
            assertThat(scene.output.only("connect ").attributes().get(Names.CONNECT_KIND))
                    .isEqualTo("connect_refused");
            assertThat(scene.output.sum(Names.CONNECTION_REFUSED, Names.REFUSED_REASON, "unreachable"))
                    .isEqualTo(1);
        }
    }

    @Nested
    class at_exit {
        @Test
        void an_open_lease_and_a_living_connection_are_told() {
            scene.acquire(pool, scene.open(0));
            scene.turn();
            scene.finish();
            assertThat(scene.output.only("lease").attributes().get(Names.LEASE_OUTCOME))
                    .isEqualTo("open_at_exit");
            assertThat(scene.output.only("connection orders").attributes().get(Names.CLOSE_REASON))
                    .isNull();
            assertThat(scene.output.sum(Names.LEASE_OPEN)).isEqualTo(1);
            assertThat(scene.output.findings).isEmpty();
            assertThat(scene.output.calls).containsExactly("started", "flush", "close");
        }

        @Test
        void finishing_twice_changes_nothing() {
            scene.acquire(pool, scene.open(0));
            scene.finish();
            int spans = scene.output.spans.size();
            scene.finish();
            assertThat(scene.output.spans).hasSize(spans);
        }
    }

    @Nested
    class a_connection {
        private @Nullable String reasonAfter(Runnable end) {
            end.run();
            scene.passSeconds(2);
            return (String) scene.output.only("connection ").attributes().get(Names.CLOSE_REASON);
        }

        @Test
        void that_its_pool_closed_was_evicted() {
            long connection = scene.open(0);
            scene.release(scene.acquire(pool, connection));
            assertThat(reasonAfter(() -> scene.close(connection, Closed.How.CLOSED)))
                    .isEqualTo("evicted");
        }

        @Test
        void that_failed_its_validation_was_dead() {
            long connection = scene.open(0);
            scene.release(scene.acquire(pool, connection));
            scene.validated(connection, false);
            assertThat(reasonAfter(() -> scene.close(connection, Closed.How.CLOSED)))
                    .isEqualTo("dead");
        }

        @Test
        void that_broke_under_a_statement_was_dead() {
            long connection = scene.open(0);
            OpenLease lease = scene.acquire(pool, connection);
            scene.fail(lease, Scene.error("org.postgresql.util.PSQLException", "57P01", "terminating connection"));
            scene.release(lease);
            assertThat(reasonAfter(() -> scene.close(connection, Closed.How.CLOSED)))
                    .isEqualTo("dead");
        }

        @Test
        void that_is_used_after_its_close_did_not_die_of_that() {
            long connection = scene.open(0, 0, Scene.APPLICATION_CODE, false);
            OpenLease lease = scene.acquire(0, connection);
            scene.release(lease);
            assertThat(reasonAfter(() -> {
                        scene.close(connection, Closed.How.CLOSED);
                        scene.pass(Scene.SECOND / 2);
                        scene.fail(lease, Scene.error("org.hsqldb.HsqlException", "08503", "?"));
                    }))
                    .isEqualTo("released");
        }

        @Test
        void of_which_a_driver_says_that_it_was_closed_here_did_not_die_of_that() {
            long connection = scene.open(0, 0, Scene.APPLICATION_CODE, false);
            OpenLease lease = scene.acquire(0, connection);
            scene.fail(
                    lease, new ErrorFacts("java.sql.SQLException", "08000", 1220, "Connection is closed", List.of()));
            scene.release(lease);
            assertThat(reasonAfter(() -> scene.close(connection, Closed.How.CLOSED)))
                    .isEqualTo("released");
        }

        @Test
        void that_is_lent_again_was_kept_by_the_lease_before() {
            long connection = scene.open(0, 0, Scene.APPLICATION_CODE, false);
            scene.release(scene.acquire(0, connection));
            scene.release(scene.acquire(0, connection));
            scene.close(connection, Closed.How.CLOSED);
            scene.passSeconds(2);
            assertThat(scene.output.named("lease "))
                    .extracting(lease -> lease.attributes().get(Names.CONNECTION_AFTER_RELEASE))
                    .containsExactly("kept", "closed");
        }

        @Test
        void without_a_pool_was_released() {
            long connection = scene.open(0, 0, Scene.APPLICATION_CODE, false);
            OpenLease lease = scene.acquire(0, connection);
            scene.release(lease);
            assertThat(reasonAfter(() -> scene.close(connection, Closed.How.CLOSED)))
                    .isEqualTo("released");
            assertThat(scene.output.only("lease").name()).isEqualTo("lease db:5432");
            assertThat(scene.output.only("lease").attributes().get(Names.CONNECTION_AFTER_RELEASE))
                    .isEqualTo("closed");
        }

        @Test
        void whose_opening_and_closing_are_heard_before_its_lease_is_still_its_connection() {
            long connection = scene.open(0, 0, Scene.APPLICATION_CODE, false);
            scene.close(connection, Closed.How.CLOSED);
            scene.release(scene.acquire(0, connection));
            scene.passSeconds(2);
            assertThat(scene.output.only("lease").name()).isEqualTo("lease db:5432");
            assertThat(scene.output.named("connection ")).hasSize(1);
        }
    }
}
