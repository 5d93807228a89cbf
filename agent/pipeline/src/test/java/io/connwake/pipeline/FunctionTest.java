package io.connwake.pipeline;

import static io.connwake.pipeline.Scene.MILLI;
import static io.connwake.pipeline.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Names;
import io.connwake.pipeline.model.Span;
import io.connwake.recorder.event.Ending;
import io.connwake.recorder.event.EnvironmentResumed;
import io.connwake.recorder.event.FunctionCall;
import io.connwake.recorder.event.HttpExchange;
import io.connwake.recorder.event.Opened;
import io.connwake.recorder.event.PoolUpkeep;
import io.connwake.recorder.event.TraceParent;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The calls of a cloud function, whose environment may be frozen between them. */
class FunctionTest {
    private static final TraceParent SENDER = new TraceParent(1, 2, 3, true);
    private final Scene scene = new Scene();
    private final long pool = scene.pool("orders", 4, 2 * SECOND);

    @AfterEach
    void the_journal_of_it_gives_the_same() {
        assertThat(scene.replayed().spans).isEqualTo(scene.output.spans);
        assertThat(scene.replayed().findings).isEqualTo(scene.output.findings);
    }

    @Nested
    class a_call {
        @Test
        void is_told_with_all_that_its_runtime_said() {
            scene.begin(new FunctionCall("r-1", "http", true, 372 * SECOND, true, List.of()), SENDER);
            scene.release(scene.acquire(pool, scene.open(pool)));
            scene.pass(30 * MILLI);
            scene.end(false);
            scene.passSeconds(2);
            Span span = scene.output.only("orders");
            assertThat(span.kind()).isEqualTo(Span.Kind.SERVER);
            assertThat(span.parentSpanId()).isEqualTo(3);
            assertThat(span.id().traceHigh()).isEqualTo(1);
            assertThat(span.attributes().get(Names.FAAS_INVOCATION_ID)).isEqualTo("r-1");
            assertThat(span.attributes().get(Names.FAAS_COLDSTART)).isEqualTo(true);
            assertThat(span.attributes().get(Names.FAAS_TRIGGER)).isEqualTo("http");
            assertThat(span.attributes().get(Names.INVOCATION_PAUSED_FOR)).isEqualTo(372.0);
            assertThat(span.attributes().get(Names.INVOCATION_CLOCK_SUSPENDED)).isEqualTo(true);
            assertThat(span.attributes().get(Names.ENVIRONMENT_AGE)).isEqualTo(5.0);
            assertThat(span.attributes().get(Names.IN_FLIGHT_AT_END)).isEqualTo(0L);
            assertThat(span.attributes().get(Names.PINNED_AT_END)).isEqualTo(0L);
            assertThat(span.attributes().get(Names.CODE_FUNCTION)).isNull();
            Span lease = scene.output.only("lease");
            assertThat(lease.parentSpanId()).isEqualTo(span.id().spanId());
            assertThat(lease.id().traceHex()).isEqualTo(span.id().traceHex());
        }

        @Test
        void for_messages_consumes_them_and_is_linked_to_their_senders() {
            scene.begin(new FunctionCall("r-1", "pubsub", false, 0, false, List.of(SENDER)), null);
            scene.end(false);
            scene.passSeconds(2);
            Span span = scene.output.only("orders");
            assertThat(span.kind()).isEqualTo(Span.Kind.CONSUMER);
            assertThat(span.links()).hasSize(1);
            assertThat(span.links().get(0).to().spanId()).isEqualTo(3);
        }

        @Test
        void whose_sender_samples_nothing_has_no_spans_of_boring_leases() {
            scene.begin(new FunctionCall("r-1", "http", false, 0, false, List.of()), new TraceParent(1, 2, 3, false));
            long connection = scene.open(pool);
            scene.turn();
            scene.release(scene.acquire(pool, connection));
            scene.release(scene.acquire(pool, connection));
            scene.end(false);
            scene.passSeconds(2);
            assertThat(scene.output.named("lease")).isEmpty();
            assertThat(scene.output.named("orders")).hasSize(1);
        }

        @Test
        void has_no_span_where_another_tracer_has_one_within() {
            scene.call("r-1");
            scene.release(scene.acquire(pool, scene.open(pool), 0, SENDER));
            scene.end(false);
            scene.passSeconds(2);
            assertThat(scene.output.named("orders")).isEmpty();
            assertThat(scene.output.only("lease").parentSpanId()).isEqualTo(3);
        }

        @Test
        void has_none_where_its_handler_was_called_within_another_tracer_s() {
            scene.call("r-1");
            scene.endTraced();
            scene.passSeconds(2);
            assertThat(scene.output.named("orders")).isEmpty();
        }

        @Test
        void that_does_nothing_is_taken_for_what_the_one_before_it_was() {
            borrowing("r-1", SENDER);
            idle("r-2");
            assertThat(scene.output.named("orders")).isEmpty();
            borrowing("r-3", null);
            idle("r-4");
            assertThat(scene.output.named("orders"))
                    .extracting(span -> span.attributes().get(Names.FAAS_INVOCATION_ID))
                    .containsExactly("r-3", "r-4");
        }

        private void borrowing(String requestId, @Nullable TraceParent within) {
            scene.call(requestId);
            scene.release(scene.acquire(pool, scene.open(pool), 0, within));
            scene.end(false);
            scene.passSeconds(2);
        }

        private void idle(String requestId) {
            scene.call(requestId);
            scene.end(false);
            scene.passSeconds(2);
        }

        @ParameterizedTest
        @CsvSource({"OK, ok, false", "ERROR, error, true", "TIMEOUT, timeout, true", "KILLED, killed, true"})
        void says_how_it_ended(Ending how, String outcome, boolean failed) {
            scene.call("r-1");
            scene.end(how, null);
            scene.passSeconds(2);
            Span span = scene.output.only("orders");
            assertThat(span.attributes().get(Names.INVOCATION_OUTCOME)).isEqualTo(outcome);
            assertThat(span.error()).isEqualTo(failed);
        }

        @Test
        void that_is_cut_by_the_end_of_the_process_says_what_it_had_borrowed() {
            scene.call("r-1");
            scene.acquire(pool, scene.open(pool));
            scene.passSeconds(2);
            scene.end(Ending.TIMEOUT, null);
            scene.finish();
            assertThat(scene.output.only("orders").attributes().get(Names.LEASED_AT_END))
                    .isEqualTo(1L);
            assertThat(scene.output.only("lease").attributes().get(Names.LEASE_OUTCOME))
                    .isEqualTo("open_at_invocation_end");
        }

        @Test
        void ends_once() {
            scene.call("r-1");
            long same = scene.invocation;
            scene.end(false);
            scene.invocation = same;
            scene.end(Ending.KILLED, null);
            scene.passSeconds(2);
            assertThat(scene.output.only("orders").error()).isFalse();
        }
    }

    @Nested
    class a_request {
        @Test
        void is_named_by_its_route_and_fails_by_its_status() {
            scene.begin("com.acme.Shop.service", null);
            scene.end(Ending.OK, new HttpExchange("GET", "/orders/{id}", 503));
            scene.passSeconds(2);
            Span span = scene.output.only("GET /orders/{id}");
            assertThat(span.error()).isTrue();
            assertThat(span.attributes().get(Names.HTTP_METHOD)).isEqualTo("GET");
            assertThat(span.attributes().get(Names.HTTP_ROUTE)).isEqualTo("/orders/{id}");
            assertThat(span.attributes().get(Names.HTTP_STATUS)).isEqualTo(503L);
            assertThat(span.attributes().get(Names.INVOCATION_OUTCOME)).isEqualTo("error");
        }

        @Test
        void without_a_route_is_named_by_its_method() {
            scene.begin("com.acme.Shop.service", null);
            scene.end(Ending.OK, new HttpExchange("GET", null, 404));
            scene.passSeconds(2);
            assertThat(scene.output.only("GET").error()).isFalse();
        }
    }

    @Nested
    class the_first_call {
        @Test
        void is_linked_to_what_was_made_before_and_the_next_to_nothing() {
            scene.built(pool, 20 * MILLI, null, null);
            scene.open(pool);
            scene.pause();
            scene.resume(50 * MILLI, 0);
            scene.call("r-1");
            scene.end(false);
            scene.call("r-2");
            scene.end(false);
            scene.passSeconds(2);
            List<Span> calls = scene.output.named("orders");
            assertThat(calls.get(0).links())
                    .extracting(Span.Link::to)
                    .containsExactly(
                            scene.output.only("pool ").id(),
                            scene.output.only("connect ").id());
            assertThat(calls.get(1).links()).isEmpty();
        }
    }

    @Nested
    class a_warm_reuse {
        @Test
        void says_who_opened_the_connection_and_who_had_it_last() {
            scene.call("r-1");
            long connection = scene.openWithin(pool);
            scene.release(scene.acquire(pool, connection));
            scene.end(false);
            for (String request : List.of("r-2", "r-3")) {
                scene.pass(SECOND);
                scene.call(request);
                scene.release(scene.acquire(pool, connection));
                scene.end(false);
            }
            scene.passSeconds(2);
            List<Span> leases = scene.output.named("lease");
            assertThat(leases)
                    .extracting(each -> each.attributes().get(Names.CONNECTION_OPENED_IN))
                    .containsExactly("r-1", "r-1", "r-1");
            assertThat(leases)
                    .extracting(each -> each.attributes().get(Names.CONNECTION_LAST_USED_IN))
                    .containsExactly(null, "r-1", "r-2");
            assertThat(leases.get(2).attributes().get(Names.CONNECTION_OPENED_IN_PHASE))
                    .isEqualTo("handler");
        }

        @Test
        void of_what_a_snapshot_held_says_so() {
            long connection = scene.open(pool);
            scene.pause();
            scene.turn();
            scene.now += 3_600 * SECOND;
            scene.tell(new EnvironmentResumed(scene.now, 3_600 * SECOND, true));
            long fresh = scene.open(pool);
            scene.call("r-1");
            scene.release(scene.acquire(pool, connection));
            scene.release(scene.acquire(pool, fresh));
            scene.end(false);
            scene.passSeconds(2);
            assertThat(scene.output.named("lease"))
                    .extracting(each -> each.attributes().get(Names.CONNECTION_INHERITED))
                    .containsExactly(true, null);
        }
    }

    @Nested
    class metrics {
        @Test
        void count_each_call_once_by_how_it_ended() {
            scene.pause();
            scene.resume(50 * MILLI, 0);
            for (Ending how : List.of(Ending.OK, Ending.OK, Ending.ERROR, Ending.KILLED, Ending.TIMEOUT)) {
                scene.begin(new FunctionCall("r", "http", how == Ending.TIMEOUT, 0, false, List.of()), null);
                scene.pass(100 * MILLI);
                scene.end(how, null);
                scene.pause();
                scene.resume(20 * SECOND, 20 * SECOND);
            }
            scene.passSeconds(2);
            scene.finish();
            assertThat(scene.output.sum(Names.FAAS_INVOCATIONS)).isEqualTo(2);
            assertThat(scene.output.sum(Names.FAAS_ERRORS)).isEqualTo(2);
            assertThat(scene.output.sum(Names.FAAS_TIMEOUTS)).isEqualTo(1);
            assertThat(scene.output.sum(Names.FAAS_COLDSTARTS)).isEqualTo(1);
            assertThat(scene.output.sum(Names.FAAS_INVOKE_DURATION)).isEqualTo(5);
            assertThat(scene.output.sum(Names.FAAS_INIT_DURATION)).isEqualTo(1);
            assertThat(scene.output.sum(Names.ENVIRONMENT_PAUSE)).isEqualTo(6);
        }

        @Test
        void leave_out_the_time_of_an_open_that_was_cut_by_a_freeze() {
            scene.turn();
            scene.pause();
            scene.resume(60 * SECOND, 0);
            scene.tell(new Opened(
                    scene.now - 61 * SECOND,
                    scene.now + SECOND,
                    scene.id(),
                    Scene.SERVER,
                    Scene.SERVER,
                    pool,
                    0,
                    Scene.FILLER_CODE,
                    true,
                    0,
                    0,
                    Scene.FILLER,
                    1,
                    null));
            scene.open(pool);
            scene.passSeconds(2);
            scene.finish();
            assertThat(scene.output.sum(Names.CREATE_TIME)).isEqualTo(1);
            assertThat(scene.output.sum(Names.CONNECTION_OPENED)).isEqualTo(2);
        }
    }

    @Nested
    class a_freeze {
        @Test
        void is_no_time_that_somebody_waited() {
            long small = scene.pool("HikariCP", 1, 1, PoolUpkeep.UNKNOWN);
            OpenLease held = scene.acquire(small, scene.open(small));
            scene.waits(small);
            scene.passSeconds(2);
            scene.pause();
            scene.resume(600 * SECOND, 0);
            scene.passSeconds(2);
            assertThat(scene.output.findings).isEmpty();
            scene.release(held);
        }
    }
}
