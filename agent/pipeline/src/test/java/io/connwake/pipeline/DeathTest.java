package io.connwake.pipeline;

import static io.connwake.pipeline.Scene.MILLI;
import static io.connwake.pipeline.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Names;
import io.connwake.pipeline.model.Span;
import io.connwake.recorder.event.Closed;
import io.connwake.recorder.event.ErrorFacts;
import io.connwake.recorder.event.StatementFailed;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How a connection is found dead, and what is counted then. */
class DeathTest {
    private static final ErrorFacts CLOSED =
            Scene.error("org.postgresql.util.PSQLException", "08003", "This connection has been closed.");
    private static final ErrorFacts KILLED = Scene.error(
            "org.postgresql.util.PSQLException", "57P01", "FATAL: terminating connection due to administrator command");
    private static final ErrorFacts SYNTAX =
            Scene.error("org.postgresql.util.PSQLException", "42601", "ERROR: syntax error at or near ?");

    private final Scene scene = new Scene();
    private final long pool = scene.pool("orders", 4, SECOND);
    private final long connection = scene.open(pool);

    private OpenLease lease() {
        scene.now += 10 * SECOND;
        OpenLease lease = scene.acquire(pool, connection);
        scene.turn();
        return lease;
    }

    private void end(OpenLease lease) {
        scene.release(lease);
        scene.close(connection, Closed.How.CLOSED);
        scene.turn();
        scene.finish();
    }

    private long stale(String seenBy) {
        return scene.output.metrics.stream().anyMatch(each -> each.name().equals(Names.CONNECTION_STALE))
                ? scene.output.sum(Names.CONNECTION_STALE, Names.STALE_SEEN_BY, seenBy)
                : 0;
    }

    private Attributes event(Span span) {
        return span.events().get(0).attributes();
    }

    @Nested
    class what_was_idle_and_fails_at_once {
        @Test
        void is_stale_for_the_application_and_says_so_where_it_failed() {
            OpenLease lease = lease();
            scene.fail(lease, 372 * SECOND, 5 * MILLI, Scene.hungUp());
            end(lease);
            assertThat(stale("application")).isEqualTo(1);
            assertThat(scene.output.sum(Names.IDLE_TIME, Names.IDLE_OUTCOME, "died"))
                    .isEqualTo(1);
            Attributes failed = event(scene.output.only("lease"));
            assertThat(failed.get(Names.STALE_KIND)).isEqualTo("eof");
            assertThat(failed.get(Names.STALE_IDLE_FOR)).isEqualTo(372.0);
            assertThat(failed.get(Names.STALE_OPERATION)).isEqualTo("execute");
            Attributes life = scene.output.only("connection").attributes();
            assertThat(life.get(Names.CLOSE_REASON)).isEqualTo("dead");
            assertThat(life.get(Names.STALE_KIND)).isEqualTo("eof");
        }

        @Test
        void is_counted_once_whatever_fails_on_it_afterwards() {
            OpenLease lease = lease();
            scene.fail(lease, 372 * SECOND, 5 * MILLI, Scene.hungUp());
            scene.fail(lease, 0, MILLI, CLOSED);
            scene.fail(lease, 2 * SECOND, MILLI, Scene.hungUp());
            end(lease);
            assertThat(stale("application")).isEqualTo(1);
            Span span = scene.output.only("lease");
            assertThat(span.events()).hasSize(3);
            assertThat(span.events().get(1).attributes().get(Names.STALE_KIND)).isNull();
            assertThat(span.events().get(2).attributes().get(Names.STALE_KIND)).isNull();
        }
    }

    @Nested
    class is_dead_but_not_stale {
        private void after(long idleNanos, long tookNanos, ErrorFacts error) {
            OpenLease lease = lease();
            scene.fail(lease, idleNanos, tookNanos, error);
            end(lease);
            assertThat(stale("application")).isZero();
            assertThat(event(scene.output.only("lease")).get(Names.STALE_KIND)).isNull();
            assertThat(scene.output.only("connection").attributes().get(Names.CLOSE_REASON))
                    .isEqualTo("dead");
        }

        @Test
        void what_breaks_at_work() {
            after(0, 3 * SECOND, Scene.hungUp());
        }

        @Test
        void what_breaks_long_after_it_was_asked() {
            after(100 * SECOND, 20 * SECOND, Scene.hungUp());
        }

        @Test
        void what_an_administrator_ended_while_it_was_idle() {
            after(100 * SECOND, 5 * MILLI, KILLED);
        }
    }

    @Nested
    class lives_on {
        @Test
        void after_an_error_of_the_statement() {
            OpenLease lease = lease();
            scene.fail(lease, 100 * SECOND, 5 * MILLI, SYNTAX);
            end(lease);
            assertThat(stale("application")).isZero();
            assertThat(scene.output.only("connection").attributes().get(Names.CLOSE_REASON))
                    .isEqualTo("evicted");
        }

        @Test
        void what_is_used_after_it_was_closed_here() {
            OpenLease lease = lease();
            scene.close(connection, Closed.How.CLOSED);
            scene.now += SECOND;
            scene.fail(lease, 100 * SECOND, MILLI, Scene.hungUp());
            scene.release(lease);
            scene.turn();
            scene.finish();
            assertThat(stale("application")).isZero();
            assertThat(scene.output.only("connection").attributes().get(Names.CLOSE_REASON))
                    .isEqualTo("evicted");
        }
    }

    @Nested
    class a_pool_s_test {
        @Test
        void that_finds_it_dead_is_counted_apart() {
            scene.now += 400 * SECOND;
            scene.validated(connection, false, 400 * SECOND);
            scene.close(connection, Closed.How.CLOSED);
            scene.turn();
            scene.finish();
            assertThat(stale("validation")).isEqualTo(1);
            assertThat(stale("application")).isZero();
            assertThat(scene.output.sum(Names.VALIDATION_TIME, Names.VALIDATION_RESULT, "dead"))
                    .isEqualTo(1);
            assertThat(scene.output.only("connection").attributes().get(Names.STALE_KIND))
                    .isEqualTo("invalid");
        }

        @Test
        void that_says_why_is_counted_once_as_that() {
            scene.now += 400 * SECOND;
            tested(400 * SECOND, Scene.hungUp());
            scene.validated(connection, false);
            scene.turn();
            scene.finish();
            assertThat(scene.output.sum(Names.CONNECTION_STALE, Names.STALE_KIND, "eof"))
                    .isEqualTo(1);
            assertThat(stale("validation")).isEqualTo(1);
        }

        @Test
        void that_finds_what_an_administrator_ended_finds_nothing_stale() {
            scene.now += 400 * SECOND;
            tested(400 * SECOND, KILLED);
            scene.validated(connection, false);
            scene.turn();
            scene.finish();
            assertThat(stale("validation")).isZero();
        }

        private void tested(long idleNanos, ErrorFacts error) {
            scene.tell(new StatementFailed(
                    scene.now - MILLI,
                    scene.now,
                    connection,
                    0,
                    StatementFailed.Call.VALIDATE,
                    idleNanos,
                    false,
                    false,
                    error));
        }
    }
}
