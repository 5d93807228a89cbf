package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.boot.Points;
import io.connwake.recorder.event.Ending;
import io.connwake.recorder.event.Event;
import io.connwake.recorder.event.InvocationBegan;
import io.connwake.recorder.event.InvocationEnded;
import jakarta.servlet.ServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Filters and servlets within one another: the outermost is the unit of work. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ServingTest {
    private static final int CHAIN = 2;
    private static final int FILTER = 4;

    private final Recorder recorder = new Recorder(
            new RecorderSettings(1_024, RecorderSettings.Capture.ADAPTIVE, ProxyMode.NONE),
            type -> {},
            (point, units) -> new Beginning(units));
    private final EventSource source = recorder.events();

    @Test
    void a_request_is_one_however_many_filters_it_passes() {
        for (int i = 0; i < 200; i++) {
            serve(CHAIN);
            serve(FILTER);
        }
        for (int i = 0; i < 200; i++) {
            recorder.reached(FILTER, null);
            recorder.reached(CHAIN, null);
        }
        serve(CHAIN);
        recorder.reached(CHAIN, null);

        assertThat(kinds())
                .containsExactly(
                        InvocationBegan.class, InvocationEnded.class, InvocationBegan.class, InvocationEnded.class);
    }

    @Test
    void a_failure_that_is_caught_within_is_none_of_the_request() {
        serve(CHAIN);
        serve(FILTER);
        recorder.failed(FILTER, new IllegalStateException("caught"));
        recorder.reached(CHAIN, null);

        assertThat(told())
                .element(1)
                .isInstanceOfSatisfying(
                        InvocationEnded.class, ended -> assertThat(ended.how()).isEqualTo(Ending.OK));
    }

    @Test
    void one_whose_end_was_lost_ends_with_the_call_around_it() {
        recorder.reaching(8, Points.LAMBDA_RESTORE, null, null);
        serve(CHAIN);
        serve(FILTER);
        recorder.reached(8, null);
        serve(CHAIN);

        assertThat(kinds()).containsExactly(InvocationBegan.class, InvocationEnded.class, InvocationBegan.class);
    }

    @Test
    void a_method_whose_end_was_lost_in_an_overflow_is_over_when_another_begins() {
        recorder.invoking(10, "com.acme.Mem.over");
        recorder.invoking(10, "com.acme.Mem.over");
        recorder.failed(10, new StackOverflowError());
        recorder.invoking(12, "com.acme.Mem.simple");
        recorder.invoked(12);

        assertThat(kinds())
                .containsExactly(
                        InvocationBegan.class, InvocationEnded.class, InvocationBegan.class, InvocationEnded.class);
    }

    @Test
    void a_method_that_goes_on_after_an_overflow_within_is_still_under_way() {
        String here =
                ServingTest.class.getName() + ".a_method_that_goes_on_after_an_overflow_within_is_still_under_way";
        recorder.invoking(10, here);
        recorder.invoking(12, "com.acme.Mem.over");
        recorder.failed(12, new StackOverflowError());
        recorder.invoking(12, "com.acme.Mem.over");
        recorder.invoked(12);
        recorder.invoked(10);

        assertThat(kinds()).containsExactly(InvocationBegan.class, InvocationEnded.class);
    }

    @Test
    void a_request_whose_end_was_lost_in_an_overflow_is_over_when_the_next_begins() {
        serve(FILTER);
        serve(FILTER);
        recorder.failed(FILTER, new StackOverflowError());
        serve(FILTER);
        recorder.reached(FILTER, null);

        assertThat(kinds())
                .containsExactly(
                        InvocationBegan.class, InvocationEnded.class, InvocationBegan.class, InvocationEnded.class);
    }

    @Test
    void also_where_the_hook_itself_overflowed() {
        serve(FILTER);
        serve(FILTER);
        recorder.reached(FILTER, null);
        recorder.swallowed(new StackOverflowError());
        serve(FILTER);

        assertThat(kinds()).containsExactly(InvocationBegan.class, InvocationEnded.class, InvocationBegan.class);
    }

    @Test
    void a_request_that_is_forwarded_after_an_overflow_is_still_under_way() {
        Runnable forward = () -> new Shop(() -> {}).service(Shop.REQUEST, "response");
        new Shop(() -> {
                    serve(FILTER);
                    recorder.failed(FILTER, new StackOverflowError());
                    forward.run();
                })
                .service(Shop.REQUEST, "response");

        assertThat(kinds()).containsExactly(InvocationBegan.class, InvocationEnded.class);
    }

    @Test
    void and_does_not_hide_that_its_end_is_lost_later() {
        Runnable forward = () -> new Shop(() -> {}).service(Shop.REQUEST, "response");
        new Shop(() -> {
                    serve(FILTER); // and never left
                    serve(FILTER);
                    recorder.failed(FILTER, new StackOverflowError());
                    forward.run();
                })
                .service(Shop.REQUEST, "response");
        new Shop(() -> {}).service(Shop.REQUEST, "response");

        assertThat(kinds())
                .containsExactly(
                        InvocationBegan.class, InvocationEnded.class, InvocationBegan.class, InvocationEnded.class);
    }

    /** A servlet as it is woven. */
    private final class Shop {
        static final ServletRequest REQUEST = new ServletRequest() {};
        private final Runnable work;

        Shop(Runnable work) {
            this.work = work;
        }

        void service(ServletRequest request, Object response) {
            recorder.reaching(FILTER, Points.SERVE, request, response);
            work.run();
            recorder.reached(FILTER, null);
        }
    }

    private void serve(int hook) {
        recorder.reaching(hook, Points.SERVE, "request", "response");
    }

    private List<Class<?>> kinds() {
        List<Class<?>> kinds = new ArrayList<>();
        for (Event each : told()) {
            kinds.add(each.getClass());
        }
        return kinds;
    }

    private List<Event> told() {
        List<Event> told = new ArrayList<>();
        source.drain(told::add, 1_000);
        return told;
    }
}
