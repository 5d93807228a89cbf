package io.connwake.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.testing.Jdk;
import io.connwake.testing.Recording;
import io.connwake.testing.SpanSeen;
import io.connwake.testing.Telemetry;
import io.connwake.testing.lambda.Environment;
import io.connwake.testing.lambda.Event;
import io.connwake.testing.lambda.Initialization;
import io.connwake.testing.lambda.Invoked;
import io.connwake.testing.lambda.LambdaFunction;
import io.connwake.testing.lambda.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is told of invocations under AWS's own client: in a recording, so whatever is flushed, and of a process that is
 * not stopped.
 */
class InvocationsIT {
    private static final String ASK = "\"ask\"";
    private static final String NAME = "orders";

    @TempDir
    private Path folder;

    static Stream<Arguments> handlers() {
        List<Arguments> all = new ArrayList<>();
        for (Jdk jdk : Jdk.atLeast(17)) {
            for (Functions client : Functions.values()) {
                for (String handler : List.of("OrderHandler", "OrderStreamHandler", "OrderFunction::handle")) {
                    all.add(Arguments.of(jdk, client, handler));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("handlers")
    void each_has_one_span_that_is_the_parent_of_its_leases(Jdk jdk, Functions client, String handler) {
        try (Environment environment = start(client.layered(handler).on(jdk))) {
            Telemetry seen = threeCalls(environment);
            List<SpanSeen> calls = calls(seen);
            assertThat(calls)
                    .extracting(call -> call.attribute("faas.coldstart"))
                    .containsExactly(true, false, false);
            assertThat(calls)
                    .extracting(call -> call.attribute("connwake.invocation.number"))
                    .containsExactly(1L, 2L, 3L);
            assertThat(calls)
                    .extracting(call -> call.attribute("connwake.connections.leases"))
                    .containsOnly(1L);
            List<SpanSeen> leases = seen.spansNamed("lease ");
            for (int i = 0; i < 3; i++) {
                assertThat(leases.get(i).parentSpanId()).isEqualTo(calls.get(i).spanId());
                assertThat(leases.get(i).traceId()).isEqualTo(calls.get(i).traceId());
            }
            assertThat(leases.get(1).attribute("connwake.connection.opened_in.invocation"))
                    .isEqualTo(calls.get(0).attribute("faas.invocation_id"));
            assertThat(leases.get(1).attribute("connwake.connection.last_used_in.invocation"))
                    .isEqualTo(calls.get(0).attribute("faas.invocation_id"));
            Recording.read(recording()).holdsContract();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"OrderHandler", "OrderStreamHandler"})
    void each_has_one_under_a_runtime_that_is_not_aws_s(String handler) {
        LambdaFunction function = Functions.NEWEST.layered(handler).runtime("com.example.lambda.OwnRuntime");
        try (Environment environment = start(function)) {
            Telemetry seen = threeCalls(environment);
            List<SpanSeen> calls = calls(seen);
            assertThat(seen.spansNamed("lease "))
                    .extracting(SpanSeen::parentSpanId)
                    .containsExactlyElementsOf(
                            calls.stream().map(SpanSeen::spanId).toList());
            Recording.read(recording()).holdsContract();
        }
    }

    @ParameterizedTest
    @EnumSource(Functions.class)
    void whose_response_is_too_large_has_one_that_failed(Functions client) {
        try (Environment environment = start(client.layered("OrderHandler"))) {
            Invoked refused = environment.invoke("\"answer too much\"");
            assertThat(refused.outcome()).isEqualTo(Outcome.ERROR);
            assertThat(environment.invoke(ASK).succeeded()).isTrue();
            Telemetry seen = await(told -> calls(told).size() == 2);
            assertThat(calls(seen))
                    .extracting(call -> call.attribute("connwake.invocation.outcome"))
                    .containsExactly("error", "ok");
            assertThat(calls(seen).get(0).attribute("faas.invocation_id")).isEqualTo(refused.requestId());
        }
    }

    @Test
    void goes_on_from_its_sender_s_span() {
        try (Environment environment = start(Functions.NEWEST.layered("OrderHandler"))) {
            environment.invoke(
                    Event.of(ASK).traced("Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0"));
            SpanSeen call = calls(await(told -> calls(told).size() == 1)).get(0);
            assertThat(call.traceId()).isEqualTo("5759e988bd862e3fe1be46a994272793");
            assertThat(call.parentSpanId()).isEqualTo("53995c3f42cd8ad8");
        }
    }

    @Test
    void on_a_managed_instance_has_one_for_each_of_those_that_run_at_once() {
        LambdaFunction meeting = Functions.NEWEST
                .layered("Meeting")
                .initialization(Initialization.MANAGED)
                .concurrency(3);
        try (Environment environment = start(meeting)) {
            List<Invoked> done = Together.invoke(environment, ASK, 3);
            List<SpanSeen> calls = calls(await(told -> calls(told).size() == 3));
            assertThat(calls)
                    .extracting(call -> call.attribute("faas.invocation_id"))
                    .containsExactlyInAnyOrderElementsOf(
                            done.stream().map(Invoked::requestId).toList());
            assertThat(calls)
                    .extracting(call -> call.attribute("faas.coldstart"))
                    .containsOnly(false);
        }
    }

    private Environment start(LambdaFunction function) {
        return Environment.start(function.named(NAME)
                .unfrozen()
                .environment("CONNWAKE_RECORD", recording().toString())
                .environment("OTEL_TRACES_EXPORTER", "none")
                .environment("OTEL_METRICS_EXPORTER", "none")
                .environment("OTEL_LOGS_EXPORTER", "none"));
    }

    /** Two that go well and one that fails, each told with its id and outcome. */
    private Telemetry threeCalls(Environment environment) {
        List<Invoked> done =
                List.of(environment.invoke(ASK), environment.invoke(ASK), environment.invoke("\"fail late\""));
        Telemetry seen = await(
                told -> calls(told).size() == 3 && told.spansNamed("lease ").size() == 3);
        assertThat(calls(seen))
                .extracting(call -> call.attribute("faas.invocation_id"))
                .containsExactlyElementsOf(done.stream().map(Invoked::requestId).toList());
        assertThat(calls(seen))
                .extracting(call -> call.attribute("connwake.invocation.outcome"))
                .containsExactly("ok", "ok", "error");
        return seen;
    }

    private static List<SpanSeen> calls(Telemetry told) {
        return told.spansNamed(NAME);
    }

    private Telemetry await(Predicate<Telemetry> enough) {
        Awaitility.await().until(() -> Files.exists(recording()) && enough.test(read()));
        return read();
    }

    private Telemetry read() {
        return Recording.read(recording()).telemetry();
    }

    private Path recording() {
        return folder.resolve("recording.jsonl");
    }
}
