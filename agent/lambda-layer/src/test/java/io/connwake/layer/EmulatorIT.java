package io.connwake.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.connwake.testing.lambda.Environment;
import io.connwake.testing.lambda.Event;
import io.connwake.testing.lambda.Fleet;
import io.connwake.testing.lambda.Happening;
import io.connwake.testing.lambda.Initialization;
import io.connwake.testing.lambda.Invoked;
import io.connwake.testing.lambda.LambdaFunction;
import io.connwake.testing.lambda.Outcome;
import io.connwake.testing.lambda.SuspendedClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The emulator itself: AWS's client runs functions on it, without an agent. */
class EmulatorIT {
    private static final String ASK = "\"ask\"";
    private static final Duration SHORT = Duration.ofSeconds(5);

    @Test
    void a_function_is_cold_once_and_stopped_between_invocations() {
        try (Environment environment = Environment.start(order("OrderHandler"))) {
            awaitState(environment, 'T');
            Invoked cold = environment.invoke(ASK);
            awaitState(environment, 'T');
            Invoked warm = environment.invoke(ASK);
            assertThat(List.of(cold.payload(), warm.payload())).containsOnly("\"did ask\"");
            assertThat(List.of(cold.cold(), warm.cold())).containsExactly(true, false);
            assertThat(cold.init()).isPositive();
            assertThat(warm.init()).isZero();
            assertThat(told(warm)).endsWith("response", "runtime in next", "frozen");
        }
    }

    @Test
    void an_error_of_the_handler_is_an_answer_and_resets_nothing() {
        try (Environment environment = Environment.start(order("OrderFunction::handle"))) {
            Invoked failed = environment.invoke("\"fail\"");
            assertThat(failed.outcome()).isEqualTo(Outcome.ERROR);
            assertThat(failed.payload()).contains("the handler was asked to fail");
            assertThat(failed.reset()).isFalse();
            assertThat(environment.invoke(ASK).process()).isEqualTo(1);
        }
    }

    @Test
    void a_timeout_kills_who_has_no_extension_and_the_next_invocation_runs_init_itself() {
        try (Environment environment = Environment.start(order("OrderHandler").timeout(SHORT.multipliedBy(2)))) {
            environment.invoke(ASK);
            Invoked late = environment.invoke("\"sleep\"");
            assertThat(late.outcome()).isEqualTo(Outcome.TIMEOUT);
            assertThat(told(late)).contains("reset: SIGKILL");
            Invoked next = environment.invoke(ASK);
            assertThat(next.succeeded()).isTrue();
            assertThat(next.suppressedInit()).isTrue();
            assertThat(next.process()).isEqualTo(2);
            assertThat(next.cold()).isTrue();
        }
    }

    @Test
    void a_process_that_ends_itself_fails_its_invocation_alone() {
        try (Environment environment = Environment.start(order("OrderHandler"))) {
            assertThat(environment.invoke("\"exit\"").outcome()).isEqualTo(Outcome.EXIT);
            assertThat(environment.exitCode()).isEqualTo(3);
            assertThat(environment.invoke("\"halt\"").outcome()).isEqualTo(Outcome.EXIT);
            assertThat(environment.invoke(ASK).process()).isEqualTo(3);
        }
    }

    @Test
    void an_init_that_fails_is_repeated_in_the_invocation() {
        try (Environment environment = Environment.start(order("BrokenHandler"))) {
            assertThat(environment.isReady()).isFalse();
            Invoked vain = environment.invoke(ASK);
            assertThat(vain.outcome()).isEqualTo(Outcome.NO_INIT);
            assertThat(vain.suppressedInit()).isTrue();
            assertThat(vain.process()).isEqualTo(2);
        }
    }

    @Test
    void an_init_that_takes_too_long_is_repeated_with_the_functions_own_limit() {
        LambdaFunction slow =
                order("SlowInit").environment("INIT_MILLIS", "2000").initLimit(Duration.ofSeconds(1));
        try (Environment environment = Environment.start(slow)) {
            assertThat(environment.isReady()).isFalse();
            assertThat(environment.invoke(ASK).succeeded()).isTrue();
        }
    }

    @Test
    void an_extension_is_waited_for_after_the_response() {
        try (Environment environment = Environment.start(order("Extending"))) {
            assertThat(environment.happenings())
                    .extracting(Happening::what)
                    .contains("extension own registered for [INVOKE]", "extension own in next");
            Invoked invoked = environment.invoke("\"work\"");
            assertThat(invoked.untilEnd()).isGreaterThanOrEqualTo(Duration.ofMillis(190)); // it works for 200
            assertThat(told(invoked))
                    .containsSubsequence("response", "extension own in next")
                    .endsWith("extension own in next", "frozen");
        }
    }

    @Test
    void an_extension_that_sticks_makes_the_invocation_run_to_its_timeout() {
        try (Environment environment = Environment.start(order("Extending").timeout(SHORT))) {
            Invoked stuck = environment.invoke("\"stick\"");
            assertThat(stuck.succeeded()).isTrue();
            assertThat(stuck.reset()).isTrue();
            assertThat(stuck.untilEnd()).isGreaterThanOrEqualTo(SHORT);
            assertThat(told(stuck)).contains("reset: SIGTERM");
        }
    }

    @Test
    void who_has_an_extension_is_told_to_end() {
        try (Environment environment = Environment.start(order("Extending"))) {
            environment.invoke("\"quickly\"");
            environment.shutDown();
            assertThat(environment.happenings()).extracting(Happening::what).contains("shutdown: SIGTERM");
            assertThat(environment.out()).contains("own extension was told to end");
        }
    }

    @Test
    void a_fleet_starts_an_environment_where_no_idle_one_is_there() {
        try (Fleet fleet = Fleet.of(order("OrderHandler"))) {
            List<Invoked> all = fleet.arrive(50, 10, i -> Event.of(ASK));
            assertThat(all).hasSize(10).allMatch(Invoked::succeeded);
            assertThat(fleet.started())
                    .isBetween(2, 10)
                    .isEqualTo(fleet.environments().size());
            int before = fleet.started();
            assertThat(fleet.atOnce(2, Event.of(ASK))).noneMatch(Invoked::cold);
            assertThat(fleet.started()).isEqualTo(before);
        }
    }

    @Test
    void a_managed_instance_runs_several_invocations_at_once_and_is_never_stopped() {
        LambdaFunction meeting =
                order("Meeting").initialization(Initialization.MANAGED).concurrency(3);
        try (Environment environment = Environment.start(meeting)) {
            assertThat(Together.invoke(environment, ASK, 3))
                    .extracting(Invoked::payload)
                    .containsOnly("\"met\"");
            assertThat(environment.happenings()).extracting(Happening::what).doesNotContain("frozen");
        }
    }

    @Test
    void a_snapshot_is_taken_before_the_first_invocation_and_restored_by_it() {
        try (Environment environment = Environment.start(order("Restored").initialization(Initialization.SNAP_START))) {
            awaitState(environment, 'T');
            assertThat(environment.happenings())
                    .extracting(Happening::what)
                    .contains("runtime in restore/next")
                    .doesNotContain("runtime in next");
            Invoked invoked = environment.invoke(ASK);
            assertThat(invoked.payload()).isEqualTo("\"before after \"");
            assertThat(told(invoked)).startsWith("restored", "runtime in next");
        }
    }

    @Test
    void a_clock_may_stand_still_while_the_function_is_stopped() throws Exception {
        assumeTrue(SuspendedClock.isAvailable(), "there is no C compiler");
        try (Environment environment = Environment.start(order("Clocks").suspendedClock())) {
            long[] before = clocks(environment.invoke(ASK));
            TimeUnit.SECONDS.sleep(2);
            long[] after = clocks(environment.invoke(ASK));
            assertThat(after[1] - before[1]).as("wall time").isGreaterThanOrEqualTo(2000);
            assertThat(after[1] - before[1] - (after[0] - before[0]))
                    .as("wall time that the monotonic clock has not counted")
                    .isBetween(1900L, 60_000L);
            assertThat(after[2]).as("a sleep of 100 ms").isGreaterThanOrEqualTo(100);
        }
    }

    @Test
    void a_provisioned_environment_waits_initialised() {
        try (Fleet fleet = Fleet.of(order("OrderHandler").initialization(Initialization.PROVISIONED))
                .provision(1)) {
            assertThat(told(fleet.invoke(ASK).join())).contains("response").doesNotContain("init done");
            assertThat(fleet.started()).isEqualTo(1);
        }
    }

    private static long[] clocks(Invoked invoked) {
        return Stream.of(invoked.payload().replace("\"", "").split(" "))
                .mapToLong(Long::parseLong)
                .toArray();
    }

    private static LambdaFunction order(String handler) {
        return Functions.NEWEST.plain(handler);
    }

    private static List<String> told(Invoked invoked) {
        return invoked.happenings().stream().map(Happening::what).toList();
    }

    /** As the kernel tells it: T is stopped. */
    private static void awaitState(Environment environment, char state) {
        Path stat = Path.of("/proc/" + environment.pid() + "/stat");
        Awaitility.await().until(() -> state(stat) == state);
    }

    private static char state(Path stat) throws IOException {
        String text = Files.readString(stat);
        return text.charAt(text.lastIndexOf(')') + 2);
    }
}
