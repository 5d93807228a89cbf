package io.connwake.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.boot.Points;
import io.connwake.recorder.Boundary;
import io.connwake.recorder.EventSource;
import io.connwake.recorder.ProxyMode;
import io.connwake.recorder.Recorder;
import io.connwake.recorder.RecorderSettings;
import io.connwake.recorder.Units;
import io.connwake.recorder.event.Ending;
import io.connwake.recorder.event.Event;
import io.connwake.recorder.event.FunctionCall;
import io.connwake.recorder.event.InvocationBegan;
import io.connwake.recorder.event.InvocationEnded;
import io.connwake.recorder.event.TraceParent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Handlers that another runtime than AWS's calls. */
class HandlerBoundaryTest {
    private final List<Event> told = new ArrayList<>();
    private long now = 1_700_000_000_000L;
    private Caller runtime = new Caller(Map.of("AWS_LAMBDA_FUNCTION_NAME", "orders"));

    @Nested
    class a_call {
        @Test
        void is_a_unit_of_work_until_it_returns() {
            runtime.calls(new GivenContext("1", 3_000));
            assertThat(told(InvocationEnded.class)).isEmpty();
            runtime.returns();
            InvocationBegan began = only(InvocationBegan.class);
            assertThat(began.function()).isEqualTo("orders");
            assertThat(call(0)).isEqualTo(new FunctionCall("1", "other", true, 0, false, List.of()));
            assertThat(only(InvocationEnded.class).how()).isEqualTo(Ending.OK);
        }

        @Test
        void that_throws_ends_as_an_error() {
            runtime.calls(new GivenContext("1", 3_000));
            runtime.boundary.left(Points.LAMBDA_HANDLER, "event", null, null, new IllegalStateException());
            assertThat(only(InvocationEnded.class).how()).isEqualTo(Ending.ERROR);
        }

        @Test
        void is_cold_if_it_is_the_first_of_an_environment_that_was_started_for_it() {
            runtime.calls(new GivenContext("1", 3_000));
            runtime.returns();
            runtime.calls(new GivenContext("2", 3_000));
            assertThat(call(0).cold()).isTrue();
            assertThat(call(1).cold()).isFalse();

            runtime = new Caller(Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "provisioned-concurrency"));
            runtime.calls(new GivenContext("1", 3_000));
            assertThat(call(0).cold()).isFalse();
        }

        @Test
        void goes_on_from_the_x_ray_header_that_its_context_has() {
            runtime.calls(new GivenContext("1", 3_000));
            assertThat(only(InvocationBegan.class).incoming())
                    .isEqualTo(new TraceParent(0x5759e988bd862e3fL, 0xe1be46a994272793L, 0x53995c3f42cd8ad8L, true));
        }

        @Test
        void that_hands_its_event_on_to_another_handler_on_another_thread_is_one() throws InterruptedException {
            GivenContext context = new GivenContext("1", 3_000);
            runtime.calls(context);
            Thread other = new Thread(() -> {
                runtime.calls(context);
                runtime.returns();
            });
            other.start();
            other.join();
            assertThat(told(InvocationEnded.class)).isEmpty();
            runtime.returns();
            runtime.calls(new GivenContext("2", 3_000));
            assertThat(told(InvocationBegan.class)).hasSize(2);
        }

        @Test
        void whose_context_can_not_be_read_is_one_without_a_request() {
            runtime.calls(null);
            runtime.returns();
            runtime.calls("no context");
            runtime.returns();
            assertThat(told(InvocationBegan.class)).hasSize(2).allSatisfy(began -> {
                assertThat(began.function()).isEqualTo("orders");
                assertThat(began.call()).isNull();
            });
            assertThat(told(InvocationEnded.class)).hasSize(2);
        }
    }

    @Nested
    class the_end_of_the_process {
        @Test
        void after_the_deadline_is_a_timeout_of_what_is_under_way() {
            runtime.calls(new GivenContext("1", 3_000));
            now += 3_001;
            runtime.boundary.terminates();
            assertThat(only(InvocationEnded.class).how()).isEqualTo(Ending.TIMEOUT);
        }

        @Test
        void is_no_timeout_of_a_call_without_a_deadline() {
            runtime.calls(new GivenContext("1", 0));
            now += 3_001;
            runtime.boundary.terminates();
            assertThat(only(InvocationEnded.class).how()).isEqualTo(Ending.KILLED);
        }

        @Test
        void before_it_kills_it_whatever_the_handler_does_then() {
            runtime.calls(new GivenContext("1", 3_000));
            now += 2_000;
            runtime.boundary.terminates();
            runtime.returns();
            assertThat(only(InvocationEnded.class).how()).isEqualTo(Ending.KILLED);
        }

        @Test
        void kills_one_without_a_request_too() {
            runtime.calls(null);
            runtime.boundary.terminates();
            assertThat(only(InvocationEnded.class).how()).isEqualTo(Ending.KILLED);
        }

        @Test
        void between_calls_ends_nothing() {
            runtime.calls(new GivenContext("1", 3_000));
            runtime.returns();
            runtime.boundary.terminates();
            assertThat(told(InvocationEnded.class)).hasSize(1);
        }
    }

    private FunctionCall call(int number) {
        return Objects.requireNonNull(told(InvocationBegan.class).get(number).call());
    }

    private <T extends Event> T only(Class<T> kind) {
        assertThat(told(kind)).hasSize(1);
        return told(kind).get(0);
    }

    private <T extends Event> List<T> told(Class<T> kind) {
        runtime.events.drain(told::add, 1_000);
        return told.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Calls a handler, hook by hook. */
    private final class Caller {
        private final HandlerBoundary boundary;
        private final EventSource events;

        Caller(Map<String, String> variables) {
            told.clear();
            List<Units> units = new ArrayList<>();
            Boundary.Maker maker = (point, these) -> {
                units.add(these);
                return null;
            };
            Recorder recorder = new Recorder(
                    new RecorderSettings(16, RecorderSettings.Capture.OFF, ProxyMode.AUTO), module -> {}, maker);
            events = recorder.events();
            recorder.reaching(1, Points.LAMBDA_NEXT, null, null);
            recorder.reached(1, null);
            boundary = new HandlerBoundary(units.get(0), FunctionFacts.of(variables), () -> now);
        }

        void calls(@Nullable Object context) {
            boundary.reached(Points.LAMBDA_HANDLER, "event", context);
        }

        void returns() {
            boundary.left(Points.LAMBDA_HANDLER, "event", null, null, null);
        }
    }
}
