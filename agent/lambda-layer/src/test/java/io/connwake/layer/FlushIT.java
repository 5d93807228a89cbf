package io.connwake.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.testing.Fault;
import io.connwake.testing.OtlpReceiver;
import io.connwake.testing.SpanSeen;
import io.connwake.testing.lambda.Environment;
import io.connwake.testing.lambda.ExtensionsFault;
import io.connwake.testing.lambda.Initialization;
import io.connwake.testing.lambda.Invoked;
import io.connwake.testing.lambda.LambdaFunction;
import io.connwake.testing.lambda.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * When what is known of an invocation is at the collector, and that nothing of it ever holds up the function. One after
 * the other, for much of it has to be done within a second or two.
 */
@Order(1)
@Timeout(180)
@Execution(ExecutionMode.SAME_THREAD)
class FlushIT {
    private static final String NOBODY_LISTENS = "jdbc:postgresql://127.0.0.1:1/orders";

    private OtlpReceiver receiver;

    @BeforeEach
    void listen() {
        receiver = OtlpReceiver.start();
    }

    @AfterEach
    void end() {
        receiver.close();
    }

    @Nested
    class always {
        @Test
        void has_each_invocation_at_the_receiver_before_its_freeze() {
            try (Environment environment = Environment.start(function("always"))) {
                for (int number = 1; number <= 5; number++) {
                    Invoked invoked = environment.invoke(number == 3 ? "\"fail late\"" : "\"ask\"");
                    assertThat(invoked.reset()).isFalse();
                    assertThat(invocations()).as(environment.err()).hasSize(number);
                    assertThat(receiver.spansNamed("lease ")).hasSize(number);
                }
            }
        }

        @Test
        void tells_differences_of_an_instance() {
            try (Environment environment = Environment.start(function("always"))) {
                environment.invoke("\"ask\"");
                environment.invoke("\"ask\"");
            }
            assertThat(receiver.telemetry().sum("connwake.connection.opened")).isEqualTo(1.0);
            assertThat(invocations())
                    .isNotEmpty()
                    .allSatisfy(span -> assertThat(span.resource())
                            .containsKeys(
                                    "faas.instance",
                                    "faas.max_memory",
                                    "cloud.region",
                                    "connwake.environment.init_type")
                            .containsEntry("cloud.platform", "aws_lambda"));
        }
    }

    @Nested
    class auto {
        @Test
        void flushes_after_the_first_response_and_carries_over_what_follows_to_the_end() {
            try (Environment environment = Functions.registered(function("auto"))) {
                assertThat(receiver.requestCount())
                        .as("exports before the first response")
                        .isZero();
                environment.invoke("\"ask\"");
                assertThat(invocations()).as(environment.err()).hasSize(1);
                environment.invoke("\"ask\"");
                environment.invoke("\"ask\"");
                assertThat(invocations()).hasSize(1);
                environment.shutDown();
                assertThat(invocations())
                        .as(environment.err() + environment.happenings())
                        .hasSize(3);
            }
        }

        @Test
        void costs_next_to_nothing_after_a_few_invocations_where_nobody_listens() {
            receiver.refuse();
            try (Environment environment = Environment.start(function("auto"))) {
                all(environment, 8);
            }
        }

        @Test
        void costs_next_to_nothing_after_a_few_invocations_where_the_collector_hangs() {
            receiver.fail(Fault.hang());
            try (Environment environment = Functions.registered(function("auto"))) {
                List<Invoked> all = all(environment, 8);
                assertThat(all.get(0).afterResponse()).isGreaterThan(Duration.ofSeconds(1));
                assertThat(all.subList(1, 8))
                        .allSatisfy(each -> assertThat(each.afterResponse()).isLessThan(Duration.ofSeconds(1)));
            }
            receiver.release();
        }
    }

    @Nested
    class the_extensions_api {
        @ParameterizedTest
        @EnumSource
        void may_be_in_any_state_from_the_start(ExtensionsFault fault) {
            try (Environment environment = Environment.start(function("always"), fault)) {
                all(environment, 3);
                assertThat(invocations()).as(environment.err()).hasSize(3);
            }
        }

        /**
         * Lambda waits for an extension that it has registered, so one reset is its own doing. Only waits for timeouts, so
         * all at once.
         */
        @Execution(ExecutionMode.CONCURRENT)
        @ParameterizedTest
        @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
        void may_fail_at_any_time(ExtensionsFault fault) {
            try (Environment environment = Environment.start(function("always").timeout(Duration.ofSeconds(10)))) {
                all(environment, 2);
                environment.fail(fault);
                List<Invoked> after = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    after.add(environment.invoke("\"ask\""));
                }
                assertThat(after).allMatch(Invoked::succeeded);
                assertThat(after.stream().filter(Invoked::reset)).hasSizeLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void a_function_that_can_not_begin_is_told_before_its_process_is_ended() {
        LambdaFunction refused = function("auto", "PooledOrders")
                .environment("DB_URL", NOBODY_LISTENS)
                .environment("DB_USER", "orders")
                .environment("DB_PASSWORD", "")
                .environment("POOL_SIZE", "1");
        try (Environment environment = Environment.start(refused)) {
            assertThat(environment.isReady()).isFalse();
            assertThat(receiver.spansNamed("connect 127.0.0.1:1"))
                    .as(environment.err())
                    .isNotEmpty()
                    .allMatch(connect -> "init".equals(connect.attribute("connwake.connect.phase")));
        }
    }

    @Nested
    class a_function_that_times_out {
        @Test
        void is_told_at_the_end_once_something_was_exported() {
            // longer than Lambda's half second: beside other tests a JVM does not have both cores for its end
            LambdaFunction slow =
                    function("auto").timeout(Duration.ofSeconds(10)).terminationBudget(Duration.ofSeconds(2));
            try (Environment environment = Functions.registered(slow)) {
                environment.invoke("\"ask\"");
                Invoked late = environment.invoke("\"sleep\"");
                assertThat(late.outcome()).isEqualTo(Outcome.TIMEOUT);
                assertThat(invocations()).as(environment.err()).hasSize(2);
                assertThat(environment.invoke("\"ask\"").outcome()).isEqualTo(Outcome.RESPONSE);
            }
        }

        @Test
        void is_counted_as_lost_where_nothing_was_exported_before() {
            try (Environment environment = Functions.registered(function("auto").timeout(Duration.ofSeconds(2)))) {
                assertThat(environment.invoke("\"sleep\"").outcome()).isEqualTo(Outcome.TIMEOUT);
                assertThat(environment.err()).contains("spans and findings were lost");
                assertThat(receiver.requestCount()).isZero();
            }
        }
    }

    @Nested
    class an_environment {
        @Test
        void that_was_restored_is_an_instance_of_its_own() {
            LambdaFunction function = function("always").initialization(Initialization.SNAP_START);
            try (Environment environment = Environment.start(function)) {
                all(environment, 2);
                assertThat(invocations()).as(environment.err()).hasSize(2);
            }
        }

        @Test
        void that_was_restored_tells_nothing_of_what_was_before_its_snapshot() {
            LambdaFunction function = function("always", "Restored").initialization(Initialization.SNAP_START);
            try (Environment environment = Environment.start(function)) {
                List<SpanSeen> before = receiver.spansNamed("lease ");
                assertThat(before).as(environment.err()).hasSize(1);

                environment.invoke("\"ask\"");
                List<SpanSeen> leases = receiver.spansNamed("lease ");
                assertThat(leases).hasSize(2);
                assertThat(instance(leases.get(1))).isNotEqualTo(instance(leases.get(0)));
                assertThat(instance(invocations().get(0))).isEqualTo(instance(leases.get(1)));
                assertThat(receiver.telemetry().histogramCount("db.client.connection.use_time"))
                        .isEqualTo(2);
            }
        }

        @Test
        void that_is_managed_exports_now_and_then() {
            LambdaFunction function =
                    function("auto").initialization(Initialization.MANAGED).concurrency(3);
            try (Environment environment = Environment.start(function)) {
                all(environment, 3);
                receiver.await(telemetry -> invocationsOf(telemetry.spans()).size() == 3);
            }
        }
    }

    private static List<Invoked> all(Environment environment, int count) {
        List<Invoked> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Invoked invoked = environment.invoke("\"ask\"");
            assertThat(invoked.outcome())
                    .as(environment.err() + environment.happenings())
                    .isEqualTo(Outcome.RESPONSE);
            assertThat(invoked.reset()).isFalse();
            all.add(invoked);
        }
        return all;
    }

    private List<SpanSeen> invocations() {
        return invocationsOf(receiver.spans());
    }

    private static List<SpanSeen> invocationsOf(List<SpanSeen> spans) {
        return spans.stream()
                .filter(span -> span.attribute("connwake.invocation.number") != null)
                .toList();
    }

    private static @Nullable Object instance(SpanSeen span) {
        return span.resource().get("service.instance.id");
    }

    private LambdaFunction function(String mode) {
        return function(mode, "OrderHandler");
    }

    private LambdaFunction function(String mode, String handler) {
        return Functions.NEWEST
                .layered(handler)
                .timeout(Duration.ofSeconds(10))
                .environment("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint())
                .environment("CONNWAKE_LAMBDA_FLUSH", mode);
    }
}
