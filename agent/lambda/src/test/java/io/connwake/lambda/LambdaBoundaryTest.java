package io.connwake.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.connwake.boot.Points;
import io.connwake.recorder.Boundary;
import io.connwake.recorder.EventSource;
import io.connwake.recorder.ProxyMode;
import io.connwake.recorder.Recorder;
import io.connwake.recorder.RecorderSettings;
import io.connwake.recorder.Units;
import io.connwake.recorder.event.Ending;
import io.connwake.recorder.event.EnvironmentPaused;
import io.connwake.recorder.event.EnvironmentResumed;
import io.connwake.recorder.event.Event;
import io.connwake.recorder.event.FunctionCall;
import io.connwake.recorder.event.InvocationBegan;
import io.connwake.recorder.event.InvocationEnded;
import io.connwake.recorder.event.TraceParent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LambdaBoundaryTest {
    private static final String X_RAY = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0";

    private final List<Event> told = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private final Heard listener = new Heard();
    private long now = 1_700_000_000_000L;
    private Client runtime = runtime(Map.of("AWS_LAMBDA_FUNCTION_NAME", "orders"));

    @Nested
    class an_event {
        @Test
        void is_a_unit_of_work_until_its_response_is_posted() {
            runtime.next("1");
            runtime.responds("1");
            InvocationBegan began = only(InvocationBegan.class);
            assertThat(began.function()).isEqualTo("orders");
            assertThat(call(0)).isEqualTo(new FunctionCall("1", "other", true, 0, false, List.of()));
            assertThat(only(InvocationEnded.class).how()).isEqualTo(Ending.OK);
            assertThat(only(InvocationEnded.class).invocationId()).isEqualTo(began.invocationId());
        }

        @Test
        void whose_handler_throws_ends_as_an_error() {
            runtime.next("1");
            runtime.fails("1");
            assertThat(only(InvocationEnded.class).how()).isEqualTo(Ending.ERROR);
        }

        @Test
        void whose_response_is_refused_as_too_large_ends_with_the_error_that_is_posted_in_its_stead() {
            runtime.next("1");
            runtime.respondsTooMuch("1");
            assertThat(heard).doesNotContain("responded 1 true"); // or it would be flushed before the error is out
            assertThat(told(InvocationEnded.class)).isEmpty();
            runtime.fails("1");
            assertThat(heard).containsOnlyOnce("responded 1 true");
            assertThat(only(InvocationEnded.class).how()).isEqualTo(Ending.ERROR);
        }

        @Test
        void for_which_nothing_is_posted_ends_as_an_error_when_the_next_is_asked_for() {
            runtime.next("1");
            runtime.next("2");
            assertThat(only(InvocationEnded.class).how()).isEqualTo(Ending.ERROR);
            assertThat(told(InvocationBegan.class)).hasSize(2);
        }

        @Test
        void goes_on_from_the_runtime_s_x_ray_header_whatever_x_ray_samples() {
            runtime.next("1");
            assertThat(only(InvocationBegan.class).incoming())
                    .isEqualTo(new TraceParent(0x5759e988bd862e3fL, 0xe1be46a994272793L, 0x53995c3f42cd8ad8L, true));
        }

        @Test
        void goes_on_from_the_request_s_own_traceparent_first() {
            runtime.next(
                    "1",
                    "{\"httpMethod\":\"GET\",\"headers\":{\"traceparent\":"
                            + "\"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00\"}}");
            assertThat(only(InvocationBegan.class).incoming())
                    .isEqualTo(new TraceParent(0x0af7651916cd43ddL, 0x8448eb211c80319cL, 0xb7ad6b7169203331L, false));
        }

        @Test
        void of_a_client_before_2_5_is_read_too() {
            runtime.asks();
            runtime.gets(new RequestOf24("{\"httpMethod\":\"GET\"}".getBytes(StandardCharsets.UTF_8)));
            assertThat(call(0)).isEqualTo(new FunctionCall("old-1", "http", true, 0, false, List.of()));
        }

        @Test
        void of_a_kind_that_can_not_be_read_is_none() {
            runtime.asks();
            runtime.gets("?");
            assertThat(told(InvocationBegan.class)).isEmpty();
            runtime.next("1");
            assertThat(told(InvocationBegan.class)).hasSize(1);
        }
    }

    @Nested
    class a_pause {
        @Test
        void lasts_from_the_question_to_its_answer() {
            runtime.next("1");
            runtime.responds("1");
            runtime.asks();
            now += 400_000;
            runtime.gets("2");
            assertThat(told(EnvironmentPaused.class)).hasSize(2);
            assertThat(told(EnvironmentResumed.class)).hasSize(2);
            FunctionCall call = call(1);
            assertThat(call.pausedNanos()).isEqualTo(400_000_000_000L);
            assertThat(call.cold()).isFalse();
        }

        @Test
        void in_which_the_monotonic_clock_stood_still_says_so_and_is_made_up_for() {
            runtime.next("1");
            runtime.responds("1");
            runtime.asks();
            now += 400_000;
            runtime.gets("2");
            assertThat(call(1).clockSuspended()).isTrue();
            EnvironmentResumed resumed = told(EnvironmentResumed.class).get(1);
            assertThat(resumed.suspendedNanos()).isBetween(300_000_000_000L, 400_000_000_000L);
            assertThat(resumed.atNanos() - told(EnvironmentPaused.class).get(1).atNanos())
                    .isBetween(399_000_000_000L, 401_000_000_000L);
        }

        @Test
        void is_never_negative_where_the_wall_clock_is_set_back() {
            runtime.next("1");
            runtime.responds("1");
            runtime.asks();
            now -= 5_000;
            runtime.gets("2");
            FunctionCall call = call(1);
            assertThat(call.pausedNanos()).isZero();
            assertThat(call.clockSuspended()).isFalse();
        }

        @Test
        void goes_on_where_the_question_fails_and_is_put_again() {
            runtime.asks();
            runtime.boundary.left(Points.LAMBDA_NEXT, null, null, null, new IllegalStateException());
            runtime.next("1");
            assertThat(told(EnvironmentPaused.class)).hasSize(1);
            assertThat(heard).containsExactly("pausing true", "pausing false", "began 1");
        }
    }

    @Nested
    class a_cold_start {
        @Test
        void is_none_where_the_environment_waited_long_for_its_first_event() {
            runtime.asks();
            now += 10_001;
            runtime.gets("1");
            assertThat(call(0).cold()).isFalse();
        }

        @Test
        void is_none_where_environments_are_provisioned() {
            runtime = runtime(Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "provisioned-concurrency"));
            runtime.next("1");
            assertThat(call(0).cold()).isFalse();
        }

        @Test
        void is_none_after_a_restore() {
            runtime.boundary.reached(Points.LAMBDA_RESTORE, null, null);
            now += 3_600_000;
            runtime.boundary.left(Points.LAMBDA_RESTORE, null, null, null, null);
            runtime.next("1");
            assertThat(told(EnvironmentResumed.class).get(0).restored()).isTrue();
            assertThat(call(0).cold()).isFalse();
            assertThat(heard).containsExactly("pausing true", "snapshotting", "restored", "pausing false", "began 1");
        }
    }

    @Test
    void a_runtime_that_gives_up_is_heard_before_it_says_so() {
        runtime.boundary.reached(Points.LAMBDA_INIT_ERROR, null, null);
        assertThat(heard).containsExactly("giving up");
    }

    @Nested
    class several_loops_at_once {
        @Test
        void have_a_unit_of_work_each_and_never_pause() throws InterruptedException {
            runtime = runtime(Map.of("AWS_LAMBDA_MAX_CONCURRENCY", "2"));
            runtime.next("1");
            Thread other = new Thread(() -> {
                runtime.next("2");
                runtime.responds("2");
            });
            other.start();
            other.join();
            runtime.responds("1");
            assertThat(told(InvocationEnded.class))
                    .extracting(InvocationEnded::invocationId)
                    .containsExactly(
                            told(InvocationBegan.class).get(1).invocationId(),
                            told(InvocationBegan.class).get(0).invocationId());
            assertThat(told(EnvironmentPaused.class)).isEmpty();
        }

        @Test
        void that_are_given_the_same_event_end_their_own() throws InterruptedException {
            runtime = runtime(Map.of("AWS_LAMBDA_MAX_CONCURRENCY", "2"));
            runtime.next("1");
            Thread other = new Thread(() -> {
                runtime.next("1");
                runtime.responds("1");
            });
            other.start();
            other.join();
            runtime.fails("1");
            assertThat(told(InvocationEnded.class))
                    .extracting(InvocationEnded::invocationId, InvocationEnded::how)
                    .containsExactly(
                            tuple(told(InvocationBegan.class).get(1).invocationId(), Ending.OK),
                            tuple(told(InvocationBegan.class).get(0).invocationId(), Ending.ERROR));
        }

        @Test
        void leave_each_other_s_alone() throws InterruptedException {
            runtime.next("1");
            Thread other = new Thread(() -> runtime.asks());
            other.start();
            other.join();
            assertThat(told(InvocationEnded.class)).isEmpty();
            assertThat(told(EnvironmentPaused.class)).hasSize(1);
        }
    }

    @Nested
    class the_end_of_the_process {
        @Test
        void after_the_deadline_is_a_timeout_of_what_is_under_way() {
            runtime.next("1");
            now += 3_001;
            runtime.boundary.terminates();
            assertThat(only(InvocationEnded.class).how()).isEqualTo(Ending.TIMEOUT);
        }

        @Test
        void before_it_kills_it() {
            runtime.next("1");
            now += 2_000;
            runtime.boundary.terminates();
            runtime.responds("1");
            assertThat(only(InvocationEnded.class).how()).isEqualTo(Ending.KILLED);
        }

        @Test
        void between_events_ends_nothing() {
            runtime.next("1");
            runtime.responds("1");
            runtime.asks();
            runtime.boundary.terminates();
            assertThat(told(InvocationEnded.class)).hasSize(1);
        }
    }

    @Nested
    class listeners {
        @Test
        void hear_of_each_step() {
            runtime.next("1");
            runtime.responds("1");
            runtime.next("2");
            runtime.fails("2");
            assertThat(heard)
                    .containsExactly(
                            "pausing true",
                            "began 1",
                            "responded 1 false",
                            "pausing false",
                            "began 2",
                            "responded 2 true");
        }

        @Test
        void that_throw_harm_neither_the_others_nor_the_units_of_work() {
            listener.throwing = true;
            assertThatThrownBy(() -> runtime.asks()).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> runtime.gets("1")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> runtime.responds("1")).isInstanceOf(IllegalStateException.class);
            assertThat(heard).containsExactly("pausing true", "began 1", "responded 1 false");
            assertThat(only(InvocationEnded.class).how()).isEqualTo(Ending.OK);
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

    private Client runtime(Map<String, String> variables) {
        told.clear();
        return new Client(FunctionFacts.of(variables));
    }

    /** What AWS's client does, hook by hook. */
    private final class Client {
        private final LambdaBoundary boundary;
        private final EventSource events;

        Client(FunctionFacts function) {
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
            boundary = new LambdaBoundary(units.get(0), function, List.of(new Thrower(), listener), () -> now);
        }

        void asks() {
            boundary.reached(Points.LAMBDA_NEXT, null, null);
        }

        void gets(Object request) {
            Object given = request instanceof String id && !id.equals("?") ? request(id, "{}") : request;
            boundary.left(Points.LAMBDA_NEXT, null, null, given, null);
        }

        void next(String requestId) {
            next(requestId, "{}");
        }

        void next(String requestId, String event) {
            asks();
            gets(request(requestId, event));
        }

        void responds(String requestId) {
            post(Points.LAMBDA_RESPONSE, requestId);
        }

        void respondsTooMuch(String requestId) {
            boundary.reached(Points.LAMBDA_RESPONSE, requestId, null);
            boundary.left(Points.LAMBDA_RESPONSE, requestId, null, null, new IllegalStateException("413"));
        }

        void fails(String requestId) {
            post(Points.LAMBDA_ERROR, requestId);
        }

        private void post(int point, String requestId) {
            boundary.reached(point, requestId, null);
            boundary.left(point, requestId, null, null, null);
        }

        private RequestOf29 request(String requestId, String event) {
            return new RequestOf29(requestId, X_RAY, now + 3_000, event.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Comes first, and throws where it is to. */
    private final class Thrower implements EnvironmentListener {
        @Override
        public void pausing(boolean first) {
            listener.mayThrow();
        }

        @Override
        public void began(String requestId, long deadlineEpochMillis) {
            listener.mayThrow();
        }

        @Override
        public void responded(String requestId, boolean failed) {
            listener.mayThrow();
        }

        @Override
        public void givingUp() {
            listener.mayThrow();
        }

        @Override
        public void snapshotting() {
            listener.mayThrow();
        }

        @Override
        public void restored() {
            listener.mayThrow();
        }
    }

    private final class Heard implements EnvironmentListener {
        boolean throwing;

        void mayThrow() {
            if (throwing) {
                throw new IllegalStateException();
            }
        }

        @Override
        public void pausing(boolean first) {
            heard.add("pausing " + first);
        }

        @Override
        public void began(String requestId, long deadlineEpochMillis) {
            heard.add("began " + requestId);
        }

        @Override
        public void responded(String requestId, boolean failed) {
            heard.add("responded " + requestId + " " + failed);
        }

        @Override
        public void givingUp() {
            heard.add("giving up");
        }

        @Override
        public void snapshotting() {
            heard.add("snapshotting");
        }

        @Override
        public void restored() {
            heard.add("restored");
        }
    }
}
