package io.connwake.pipeline;

import static io.connwake.pipeline.Scene.MILLI;
import static io.connwake.pipeline.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Names;
import io.connwake.pipeline.model.Span;
import io.connwake.pipeline.origin.PipelineSettings;
import io.connwake.pipeline.spans.SpanBudget;
import io.connwake.recorder.event.Closed;
import io.connwake.recorder.event.CodeLine;
import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.PoolUpkeep;
import io.connwake.recorder.event.ThreadRef;
import io.connwake.recorder.event.TraceParent;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PoolLifeTest {
    private static final long MINUTE = 60 * SECOND;

    private final Scene scene = new Scene();

    @Nested
    class a_construction {
        @Test
        void lasts_until_the_constructor_returned_and_has_the_settings_in_force() {
            PoolUpkeep upkeep =
                    new PoolUpkeep(30 * MINUTE, 10 * MINUTE, PoolFacts.ENDLESS, 5 * SECOND, PoolFacts.UNKNOWN, true);
            long pool = scene.pool("HikariCP", 2, 4, upkeep);
            scene.open(pool);
            scene.built(pool, 30 * MILLI, null, null);
            scene.turn();
            Span span = scene.output.only("pool");
            Attributes attributes = span.attributes();
            assertThat(span.name()).isEqualTo("pool orders");
            assertThat(span.kind()).isEqualTo(Span.Kind.INTERNAL);
            assertThat(span.parentSpanId()).isZero();
            assertThat(span.startEpochNanos()).isEqualTo(Scene.EPOCH + 5 * SECOND - 30 * MILLI);
            assertThat(span.endEpochNanos() - span.startEpochNanos()).isEqualTo(30 * MILLI);
            assertThat(attributes.get(Names.POOL_LIBRARY)).isEqualTo("HikariCP");
            assertThat(attributes.get(Names.POOL_LIMIT)).isEqualTo(4L);
            assertThat(attributes.get(Names.POOL_MINIMUM_IDLE)).isEqualTo(2L);
            assertThat(attributes.get(Names.POOL_MAXIMUM_IDLE)).isEqualTo(4L);
            assertThat(attributes.get(Names.POOL_ACQUIRE_TIMEOUT)).isEqualTo(1.0);
            assertThat(attributes.get(Names.POOL_MAXIMUM_LIFETIME)).isEqualTo(1800.0);
            assertThat(attributes.get(Names.POOL_IDLE_TIMEOUT)).isEqualTo(600.0);
            assertThat(attributes.get(Names.POOL_VALIDATION_TIMEOUT)).isEqualTo(5.0);
            assertThat(attributes.get(Names.POOL_TESTS_ON_BORROW)).isEqualTo(true);
            assertThat(attributes.get(Names.POOL_KEEPALIVE)).isNull();
            assertThat(attributes.get(Names.POOL_LEAK_THRESHOLD)).isNull();
            assertThat(attributes.get(Names.SERVER_ADDRESS)).isEqualTo("db");
            assertThat(attributes.get(Names.THREAD_NAME)).isEqualTo("http-7");
        }

        @Test
        void is_the_parent_of_the_connects_within_it() {
            long pool = scene.pool("orders", 4, SECOND);
            scene.open(pool);
            scene.built(pool, 30 * MILLI, null, null);
            scene.turn();
            Span connect = scene.output.only("connect ");
            Span construction = scene.output.only("pool");
            assertThat(connect.parentSpanId()).isEqualTo(construction.id().spanId());
            assertThat(connect.id().traceHex()).isEqualTo(construction.id().traceHex());
            assertThat(connect.attributes().get(Names.POOL_NAME)).isEqualTo("orders");
        }

        @ParameterizedTest
        @ValueSource(strings = {"orders:connection-adder", "orders connection adder"})
        void tells_whose_the_connects_are_of_hikaricp_s_thread_that_is_named_after_it(String filler) {
            scene.pool("orders", 4, SECOND);
            long other = scene.pool("orders2", 4, SECOND);
            scene.openBy(17, other, Scene.WORKER);
            scene.openBy(17, 0, new ThreadRef(90, filler));
            scene.turn();
            assertThat(scene.output.named("connect "))
                    .extracting(connect -> connect.attributes().get(Names.POOL_NAME))
                    .as("by one data source")
                    .containsExactly("orders2", "orders");
        }

        @Test
        void tells_nothing_of_connects_where_two_pools_have_the_name_of_their_thread() {
            scene.pool("orders", 4, SECOND);
            scene.pool("orders", 4, SECOND);
            scene.openBy(17, 0, new ThreadRef(90, "orders:connection-adder"));
            scene.turn();
            assertThat(scene.output.only("connect ").attributes().get(Names.POOL_NAME))
                    .isNull();
        }

        @Test
        void belongs_to_the_span_that_another_tracer_had() {
            long pool = scene.pool("orders", 4, SECOND);
            scene.built(pool, 30 * MILLI, new TraceParent(1, 2, 3, false), null);
            scene.finish();
            assertThat(scene.output.only("pool").parentSpanId()).isEqualTo(3);
        }

        @Test
        void that_the_first_acquire_began_lasts_until_that_lends() {
            long pool = scene.pool("orders", 4, SECOND);
            scene.acquire(pool, scene.open(0), 40 * MILLI, null);
            scene.now += SECOND;
            scene.acquire(pool, scene.open(0));
            scene.turn();
            Span span = scene.output.only("pool");
            assertThat(span.startEpochNanos()).isEqualTo(Scene.EPOCH + 5 * SECOND - 40 * MILLI);
            assertThat(span.endEpochNanos()).isEqualTo(Scene.EPOCH + 5 * SECOND);
        }

        @Test
        void is_told_once_though_it_lends_and_its_settings_change() {
            long pool = scene.pool("orders", 4, SECOND);
            scene.built(pool, MILLI, null, null);
            scene.release(scene.acquire(pool, scene.open(0)));
            scene.passSeconds(3);
            scene.built(pool, MILLI, null, null);
            scene.release(scene.acquire(pool, scene.open(0)));
            scene.passSeconds(3);
            scene.finish();
            scene.output.only("pool");
        }

        @Test
        void that_fails_is_an_error_and_so_is_the_connect_within_it() {
            long pool = scene.pool("orders", 4, SECOND);
            scene.openFailed(pool, 0, Scene.tooMany());
            scene.built(pool, 30 * MILLI, null, Scene.poolTimeout());
            scene.turn();
            Span construction = scene.output.only("pool");
            assertThat(construction.error()).isTrue();
            assertThat(construction.attributes().get(Names.POOL_NUMBER)).isNull();
            assertThat(scene.output.only("connect ").parentSpanId())
                    .isEqualTo(construction.id().spanId());
        }

        @Test
        void that_fails_first_and_lends_later_is_told_twice() {
            long pool = scene.pool("orders", 4, SECOND);
            scene.built(pool, 30 * MILLI, null, Scene.poolTimeout());
            scene.turn();
            scene.acquire(pool, scene.open(0));
            scene.turn();
            List<Span> told = scene.output.named("pool");
            assertThat(told).extracting(Span::error).containsExactly(true, false);
            assertThat(told.get(0).id()).isNotEqualTo(told.get(1).id());
        }

        @Test
        void that_the_first_acquire_began_fails_with_that() {
            long pool = scene.pool("orders", 4, SECOND);
            scene.acquireFails(pool, 40 * MILLI, Scene.tooMany());
            scene.turn();
            Span construction = scene.output.only("pool");
            assertThat(construction.error()).isTrue();
            assertThat(construction.events()).hasSize(1);
            assertThat(construction.startEpochNanos()).isEqualTo(Scene.EPOCH + 5 * SECOND - 40 * MILLI);
            assertThat(construction.attributes().get(Names.POOL_LIMIT)).isEqualTo(4L);
            assertThat(construction.attributes().get(Names.POOL_NUMBER)).isNull();
        }

        @Test
        void fails_once_until_it_succeeds_however_many_acquires_do() {
            long pool = scene.pool("orders", 4, SECOND);
            for (int i = 0; i < 5; i++) {
                scene.acquireFails(pool, 40 * MILLI, Scene.tooMany());
                scene.pass(SECOND);
            }
            scene.release(scene.acquire(pool, scene.open(0)));
            scene.passSeconds(3);
            scene.acquireFails(pool, 40 * MILLI, Scene.tooMany());
            scene.finish();
            assertThat(scene.output.named("pool")).extracting(Span::error).containsExactly(true, false);
        }

        @Test
        void does_not_fail_where_somebody_only_waited_in_vain_or_was_interrupted() {
            long pool = scene.pool("orders", 4, SECOND);
            scene.acquireFails(pool, SECOND, Scene.poolTimeout());
            scene.acquireFails(
                    pool,
                    SECOND,
                    Scene.error(
                            "java.sql.SQLException",
                            null,
                            "? interrupted during connection acquisition",
                            Scene.error("java.lang.InterruptedException", null, null)));
            scene.finish();
            assertThat(scene.output.named("pool")).isEmpty();
        }

        @Test
        void does_not_fail_by_an_exception_that_is_about_no_connect() {
            long pool = scene.pool("orders", 4, SECOND);
            scene.acquireFails(pool, MILLI, Scene.error("java.lang.IllegalStateException", null, "interceptor failed"));
            scene.finish();
            assertThat(scene.output.named("pool")).isEmpty();
        }

        @Test
        void fails_once_where_its_constructor_did_before_its_acquires() {
            long pool = scene.pool("orders", 4, SECOND);
            scene.built(pool, 30 * MILLI, null, Scene.tooMany());
            scene.turn();
            scene.acquireFails(pool, MILLI, Scene.tooMany());
            scene.finish();
            assertThat(scene.output.only("pool").error()).isTrue();
        }

        @Test
        void fails_with_who_waited_while_another_thread_was_refused() {
            long pool = scene.pool("orders", 4, SECOND);
            scene.now += SECOND;
            scene.openFailed(pool, 0, Scene.tooMany());
            scene.acquireFails(pool, SECOND, Scene.poolTimeout());
            scene.finish();
            assertThat(scene.output.only("pool").error()).isTrue();
        }

        @Test
        void fails_with_a_connect_of_its_acquire_whatever_that_says_of_it() {
            long pool = scene.pool("orders", 4, SECOND);
            long lease = scene.id();
            scene.openFailed(pool, lease, Scene.tooMany());
            scene.acquireFails(
                    lease, pool, MILLI, Scene.WORKER, Scene.error("java.lang.IllegalStateException", null, "no luck"));
            scene.finish();
            assertThat(scene.output.only("pool").error()).isTrue();
        }

        @Test
        void is_not_said_to_fail_where_it_may_be_older_than_the_agent() {
            Scene late =
                    new Scene(new PipelineSettings(30 * SECOND, 10 * SECOND, MILLI, true), new SpanBudget(100, true));
            long pool = late.pool("orders", 4, SECOND);
            late.acquireFails(pool, MILLI, Scene.tooMany());
            late.pass(SECOND);
            assertThat(late.output.named("pool")).isEmpty();
            late.release(late.acquire(pool, late.open(0)));
            late.finish();
            assertThat(late.output.only("pool").error()).isFalse();
        }

        @Test
        void does_not_fail_after_its_end() {
            long pool = scene.pool("orders", 4, SECOND);
            scene.turn();
            scene.close(pool);
            scene.turn();
            scene.acquireFails(pool, MILLI, Scene.error("java.sql.SQLException", null, "Data source is closed"));
            scene.finish();
            assertThat(scene.output.named("pool")).isEmpty();
        }

        @Test
        void of_a_pool_that_leads_nowhere_yet_is_told_in_the_end() {
            scene.built(scene.pool("orders", 4, SECOND), MILLI, null, null);
            scene.passSeconds(5);
            assertThat(scene.output.named("pool")).isEmpty();
            scene.finish();
            assertThat(scene.output.only("pool").attributes().get(Names.POOL_NUMBER))
                    .isNull();
        }
    }

    @Nested
    class the_number_of_a_pool {
        @Test
        void counts_those_of_its_library_and_server_whatever_their_names() {
            used(scene.pool("HikariPool-1", 4, SECOND));
            used(scene.pool("HikariPool-2", 4, SECOND));
            used(scene.pool("Druid", "other", 4, SECOND));
            assertThat(numbers(Names.POOL_NUMBER)).containsExactly(1L, 2L, 1L);
        }

        @Test
        void comes_with_how_many_of_them_were_never_closed() {
            used(scene.pool("HikariPool-1", 4, SECOND));
            long closed = scene.pool("HikariPool-2", 4, SECOND);
            used(closed);
            scene.close(closed);
            long forgotten = scene.pool("HikariPool-3", 4, SECOND);
            used(forgotten);
            scene.forget(forgotten);
            used(scene.pool("HikariPool-4", 4, SECOND));
            assertThat(numbers(Names.POOL_UNCLOSED)).containsExactly(0L, 1L, 1L, 2L);
        }

        @Test
        void is_right_for_a_pool_that_is_closed_before_it_was_told() {
            for (int i = 0; i < 3; i++) {
                long pool = scene.pool("orders", 4, SECOND);
                scene.release(scene.acquire(pool, scene.open(0)));
                scene.close(pool);
                scene.turn();
            }
            assertThat(numbers(Names.POOL_NUMBER)).containsExactly(1L, 2L, 3L);
            assertThat(numbers(Names.POOL_UNCLOSED)).containsExactly(0L, 0L, 0L);
        }

        @Test
        void goes_on_where_a_closed_pool_lends_again() {
            long pool = scene.pool("Tomcat JDBC", "orders", 4, SECOND);
            used(pool);
            scene.close(pool);
            scene.now += SECOND;
            used(pool);
            assertThat(numbers(Names.POOL_NUMBER)).containsExactly(1L, 2L);
        }

        private void used(long pool) {
            scene.release(scene.acquire(pool, scene.open(0)));
            scene.turn();
        }

        private List<Object> numbers(String name) {
            return scene.output.named("pool").stream()
                    .map(span -> span.attributes().get(name))
                    .toList();
        }
    }

    @Nested
    class a_connection_that_its_pool_closed {
        private static final PoolUpkeep UPKEEP = new PoolUpkeep(30 * MINUTE, 10 * MINUTE, -1, -1, -1, null);

        @Test
        void together_with_itself_says_so() {
            long pool = scene.pool("orders", 4, SECOND);
            long connection = scene.open(0);
            scene.release(scene.acquire(pool, connection));
            scene.close(pool);
            assertThat(reason(connection)).isEqualTo("pool_closed");
        }

        /** As MariaDB Connector/J's pool does. */
        @Test
        void by_aborting_it_says_so_too_unless_somebody_had_it() {
            long pool = scene.pool("orders", 4, SECOND);
            long idle = scene.open(0);
            scene.release(scene.acquire(pool, idle));
            long held = scene.open(0);
            scene.acquire(pool, held);
            scene.close(pool);
            scene.close(idle, Closed.How.ABORTED);
            scene.close(held, Closed.How.ABORTED);
            scene.passSeconds(2);
            assertThat(scene.output.named("connection"))
                    .extracting(span -> span.attributes().get(Names.CLOSE_REASON))
                    .containsExactly("pool_closed", "aborted");
        }

        @Test
        void before_it_was_closed_itself_was_evicted() {
            long pool = scene.pool("orders", 4, SECOND);
            long connection = scene.open(0);
            scene.release(scene.acquire(pool, connection));
            scene.close(connection, Closed.How.CLOSED);
            scene.now += SECOND;
            scene.close(pool);
            scene.passSeconds(2);
            assertThat(scene.output.only("connection").attributes().get(Names.CLOSE_REASON))
                    .isEqualTo("evicted");
        }

        @Test
        void had_expired_when_it_was_as_old_as_may_be() {
            assertThat(reasonAfter(30 * MINUTE, 9 * MINUTE, scene.pool("Druid", 1, 4, UPKEEP)))
                    .isEqualTo("expired");
        }

        @Test
        void had_been_idle_as_long_as_may_be() {
            assertThat(reasonAfter(20 * MINUTE, 10 * MINUTE, scene.pool("Druid", 1, 4, UPKEEP)))
                    .isEqualTo("idle");
        }

        @Test
        void is_not_called_idle_where_the_pool_never_shrinks() {
            assertThat(reasonAfter(20 * MINUTE, 10 * MINUTE, scene.pool("Druid", 4, 4, UPKEEP)))
                    .isEqualTo("evicted");
        }

        @Test
        void of_HikariCP_may_have_expired_a_quarter_sooner() {
            assertThat(reasonAfter(23 * MINUTE, 9 * MINUTE, scene.pool("HikariCP", 1, 4, UPKEEP)))
                    .isEqualTo("expired");
        }

        @Test
        void of_HikariCP_is_just_evicted_where_both_would_explain_it() {
            assertThat(reasonAfter(23 * MINUTE, 10 * MINUTE, scene.pool("HikariCP", 1, 4, UPKEEP)))
                    .isEqualTo("evicted");
        }

        private Object reasonAfter(long ageNanos, long idleNanos, long pool) {
            long connection = scene.open(0);
            scene.now += ageNanos - idleNanos;
            scene.release(scene.acquire(pool, connection));
            scene.now += idleNanos;
            return reason(connection);
        }

        private Object reason(long connection) {
            scene.close(connection, Closed.How.CLOSED);
            scene.passSeconds(2);
            return String.valueOf(scene.output.only("connection").attributes().get(Names.CLOSE_REASON));
        }
    }

    @Nested
    class the_metrics_of_a_pool_that_is_over {
        @Test
        void have_its_settings_for_a_minute_and_then_zero() {
            long pool = scene.pool("orders", 4, SECOND);
            scene.release(scene.acquire(pool, scene.open(0)));
            scene.close(pool);
            scene.passSeconds(11);
            assertThat(scene.output.sum(Names.LIMIT)).isEqualTo(4);
            scene.passSeconds(60);
            assertThat(scene.output.points(Names.LIMIT)).hasSize(1);
            assertThat(scene.output.sum(Names.LIMIT)).isZero();
            assertThat(scene.output.sum(Names.IDLE_MIN)).isZero();
            assertThat(scene.output.sum(Names.USE_TIME)).isEqualTo(1);
        }

        @Test
        void leave_the_settings_to_the_pool_that_replaced_it() {
            long first = scene.pool("orders", 4, SECOND);
            scene.release(scene.acquire(first, scene.open(0)));
            scene.close(first);
            scene.acquire(scene.pool("orders", 6, SECOND), scene.open(0));
            scene.passSeconds(11);
            assertThat(scene.output.sum(Names.LIMIT)).isEqualTo(6);
        }

        @Test
        void still_count_the_connections_that_it_left_open() {
            long pool = scene.pool("orders", 4, SECOND);
            scene.release(scene.acquire(pool, scene.open(0)));
            scene.forget(pool);
            scene.passSeconds(80);
            assertThat(scene.output.sum(Names.CONNECTION_COUNT)).isEqualTo(1);
        }
    }

    @Test
    void a_filler_s_connection_belongs_to_the_pool_that_lived_then() {
        long first = scene.pool("orders", 4, SECOND);
        scene.built(first, 20 * MILLI, null, null);
        scene.acquire(first, scene.open(first));
        scene.now += SECOND;
        long never = scene.open(0, 0, new CodeLine("com.pool.Adder", "add", null, 0), true);
        scene.now += SECOND;
        scene.close(first);
        scene.close(never, Closed.How.CLOSED);
        long second = scene.pool("stock", 4, SECOND);
        scene.built(second, 20 * MILLI, null, null);
        scene.acquire(second, scene.open(second));
        scene.passSeconds(2);
        assertThat(scene.output.only("connection").attributes().get(Names.CLOSE_REASON))
                .isEqualTo("pool_closed");
    }
}
