package io.connwake.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.testing.Jdk;
import io.connwake.testing.OtlpReceiver;
import io.connwake.testing.SpanSeen;
import io.connwake.testing.lambda.Environment;
import io.connwake.testing.lambda.LambdaFunction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A function that the OpenTelemetry Java agent traces too: one trace, and one span of each event. */
class BesideOpenTelemetryIT {
    private static final String NAME = "orders";
    private static final List<String> EVENTS = List.of("\"ask\"", "\"think\"", "\"ask\"", "\"fail\"");

    private OtlpReceiver receiver;

    @BeforeEach
    void listen() {
        receiver = OtlpReceiver.start();
    }

    @AfterEach
    void end() {
        receiver.close();
    }

    /** Of the two agents the last one's hooks lie outside; where the runtime calls a stream's handler it sees no span then. */
    static Stream<Arguments> handlers() {
        List<Arguments> all = new ArrayList<>();
        for (Jdk jdk : Jdk.atLeast(17)) {
            all.add(Arguments.of(jdk, "OrderHandler", true));
            all.add(Arguments.of(jdk, "OrderStreamHandler", false));
        }
        all.add(Arguments.of(Jdk.current(), "OrderHandler", false));
        all.add(Arguments.of(Jdk.current(), "OrderStreamHandler", true));
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("handlers")
    void each_event_has_that_agents_span_alone_whether_it_borrows_or_not(Jdk jdk, String handler, boolean isFirst) {
        try (Environment environment =
                Environment.start(function(handler, isFirst).on(jdk))) {
            EVENTS.forEach(environment::invoke);
            environment.shutDown();
            List<SpanSeen> theirs = events();
            assertThat(theirs).as(environment.err()).hasSize(EVENTS.size());
            assertThat(receiver.spansNamed("lease "))
                    .extracting(lease -> lease.traceId() + lease.parentSpanId())
                    .containsExactly(idOf(theirs.get(0)), idOf(theirs.get(2)));
            assertThat(ours()).as("events that have a span of ours as well").isEmpty();
        }
    }

    private LambdaFunction function(String handler, boolean isFirst) {
        String ours = "-javaagent:" + Functions.agent();
        String theirs = "-javaagent:" + Functions.openTelemetry();
        return Functions.NEWEST
                .plain(handler)
                .named(NAME)
                .memory(2_048)
                .timeout(Duration.ofMinutes(2))
                .option(isFirst ? ours : theirs)
                .option(isFirst ? theirs : ours)
                .environment("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint())
                .environment("OTEL_INSTRUMENTATION_AWS_LAMBDA_FLUSH_TIMEOUT", "5000")
                .environment("CONNWAKE_LAMBDA_FLUSH", "always");
    }

    /** By the other agent's instrumentation of handlers, in the order of their beginnings. */
    private List<SpanSeen> events() {
        return receiver.spans().stream()
                .filter(span -> span.scope().startsWith("io.opentelemetry.aws-lambda"))
                .sorted((one, other) -> Long.compare(one.startEpochNanos(), other.startEpochNanos()))
                .toList();
    }

    private List<SpanSeen> ours() {
        return receiver.spans().stream()
                .filter(span -> span.scope().equals("io.connwake"))
                .filter(span -> span.name().equals(NAME))
                .toList();
    }

    private static String idOf(SpanSeen span) {
        return span.traceId() + span.spanId();
    }
}
