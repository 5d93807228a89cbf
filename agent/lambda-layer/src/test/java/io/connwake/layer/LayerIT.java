package io.connwake.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.connwake.testing.Jdk;
import io.connwake.testing.OtlpReceiver;
import io.connwake.testing.lambda.Environment;
import io.connwake.testing.lambda.ExtensionsFault;
import io.connwake.testing.lambda.Happening;
import io.connwake.testing.lambda.Initialization;
import io.connwake.testing.lambda.Invoked;
import io.connwake.testing.lambda.LambdaFunction;
import io.connwake.testing.lambda.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Functions with the layer do what they do without. */
class LayerIT {
    private static final String ASK = "\"ask\"";
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    /** The drain rests for three seconds of it, however many invocations a machine fits into them. */
    private static final Duration UNTIL_SAID = Duration.ofMinutes(1);

    private final OtlpReceiver receiver = OtlpReceiver.start();

    @AfterEach
    void close() {
        receiver.close();
    }

    @ParameterizedTest(name = "{1} with the {0} client on JDK {2}")
    @MethodSource("functions")
    void a_function_answers_cold_and_warm(Functions functions, String handler, Jdk jdk) throws IOException {
        try (Environment environment =
                Environment.start(watched(functions.layered(handler)).on(jdk))) {
            assertThat(environment.isReady()).as(environment.err()).isTrue();
            assertThat(command(environment).get(1)).isEqualTo("-javaagent:" + Functions.agent());
            for (int i = 1; i <= 3; i++) {
                Invoked invoked = environment.invoke(ASK);
                assertThat(invoked.payload()).isEqualTo("\"did ask\"");
                assertThat(invoked.number()).isEqualTo(i);
                assertThat(invoked.reset()).isFalse();
            }
            isSilent(environment);
        }
    }

    static Stream<Arguments> functions() {
        List<Arguments> all = new ArrayList<>();
        for (Jdk jdk : Jdk.atLeast(17)) {
            for (Functions functions : Functions.values()) {
                for (String handler : List.of("OrderHandler", "OrderStreamHandler", "OrderFunction::handle")) {
                    all.add(arguments(functions, handler, jdk));
                }
            }
        }
        return all.stream();
    }

    @Test
    void java_tool_options_alone_attach_the_agent_too() {
        LambdaFunction function = watched(Functions.NEWEST.plain("OrderHandler"))
                .environment("JAVA_TOOL_OPTIONS", "-javaagent:" + Functions.agent());
        try (Environment environment = Environment.start(function)) {
            assertThat(environment.err()).contains("Picked up JAVA_TOOL_OPTIONS");
            assertThat(environment.invoke(ASK).payload()).isEqualTo("\"did ask\"");
            isSilent(environment);
        }
    }

    @Test
    void both_ways_at_once_attach_it_once() throws IOException {
        LambdaFunction function = watched(Functions.NEWEST.layered("OrderHandler"))
                .environment("JAVA_TOOL_OPTIONS", "-javaagent:" + Functions.agent());
        try (Environment environment = Environment.start(function)) {
            assertThat(command(environment)).noneMatch(word -> word.startsWith("-javaagent"));
            assertThat(environment.invoke(ASK).succeeded()).isTrue();
            isSilent(environment);
        }
    }

    @Test
    void errors_timeouts_and_exits_are_what_they_were() {
        LambdaFunction function =
                watched(Functions.NEWEST.layered("OrderHandler")).timeout(TIMEOUT);
        try (Environment environment = Environment.start(function)) {
            assertThat(environment.invoke("\"fail late\"").outcome()).isEqualTo(Outcome.ERROR);
            assertThat(environment.invoke("\"sleep\"").outcome()).isEqualTo(Outcome.TIMEOUT);
            Invoked after = environment.invoke(ASK);
            assertThat(after.succeeded()).isTrue();
            assertThat(after.suppressedInit()).isTrue();
            assertThat(environment.invoke("\"exit\"").outcome()).isEqualTo(Outcome.EXIT);
            assertThat(environment.exitCode()).isEqualTo(3);
            assertThat(environment.invoke(ASK).succeeded()).isTrue();
            isSilent(environment);
        }
    }

    @ParameterizedTest
    @EnumSource(ExtensionsFault.class)
    void every_invocation_ends_whatever_the_extensions_api_does(ExtensionsFault fault) {
        LambdaFunction function =
                watched(Functions.NEWEST.layered("OrderHandler")).timeout(TIMEOUT);
        try (Environment environment = Environment.start(function, fault)) {
            for (int i = 0; i < 3; i++) {
                Invoked invoked = environment.invoke(ASK);
                assertThat(invoked.succeeded()).isTrue();
                assertThat(invoked.reset()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ExtensionsFault.class,
            names = {"NONE"},
            mode = EnumSource.Mode.EXCLUDE)
    void every_invocation_ends_where_the_extensions_api_fails_later(ExtensionsFault fault) {
        LambdaFunction function =
                watched(Functions.NEWEST.layered("OrderHandler")).timeout(TIMEOUT);
        try (Environment environment = Environment.start(function)) {
            assertThat(environment.invoke(ASK).reset()).isFalse();
            environment.fail(fault);
            for (int i = 0; i < 3; i++) {
                assertThat(environment.invoke(ASK).succeeded()).isTrue();
            }
        }
    }

    @Test
    void every_invocation_ends_without_a_collector() {
        receiver.refuse();
        LambdaFunction function =
                watched(Functions.NEWEST.layered("OrderHandler")).timeout(TIMEOUT);
        try (Environment environment = Environment.start(function)) {
            for (int i = 0; i < 5; i++) {
                Invoked invoked = environment.invoke(ASK);
                assertThat(invoked.succeeded()).isTrue();
                assertThat(invoked.reset()).isFalse();
            }
        }
    }

    @Test
    void a_managed_instance_meets_its_three_invocations() {
        LambdaFunction function = watched(Functions.NEWEST.layered("Meeting"))
                .initialization(Initialization.MANAGED)
                .concurrency(3);
        try (Environment environment = Environment.start(function)) {
            List<Invoked> all = Together.invoke(environment, ASK, 3);
            assertThat(all).extracting(Invoked::payload).containsOnly("\"met\"");
            isSilent(environment);
        }
    }

    @Test
    void where_nothing_is_exported_no_extension_is_registered_and_what_is_wrong_is_still_said() {
        LambdaFunction function = watched(Functions.NEWEST.layered("OrderHandler"))
                .environment("OTEL_TRACES_EXPORTER", "none")
                .environment("OTEL_METRICS_EXPORTER", "none")
                .environment("OTEL_LOGS_EXPORTER", "none");
        try (Environment environment = Environment.start(function)) {
            long begunNanos = System.nanoTime();
            while (!environment.err().contains("connwake: pool_per_invocation")
                    && System.nanoTime() - begunNanos < UNTIL_SAID.toNanos()) {
                assertThat(environment.invoke("\"own pool\"").succeeded()).isTrue();
            }
            assertThat(environment.err()).contains("connwake: pool_per_invocation");
            assertThat(environment.happenings())
                    .extracting(Happening::what)
                    .noneMatch(what -> what.contains("extension"));
        }
    }

    @Test
    void a_snapshot_is_restored() {
        LambdaFunction function =
                watched(Functions.NEWEST.layered("Restored")).initialization(Initialization.SNAP_START);
        try (Environment environment = Environment.start(function)) {
            assertThat(environment.invoke(ASK).payload()).isEqualTo("\"before after \"");
            assertThat(environment.invoke(ASK).succeeded()).isTrue();
            isSilent(environment);
        }
    }

    private LambdaFunction watched(LambdaFunction function) {
        return function.environment("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint());
    }

    private static void isSilent(Environment environment) {
        assertThat(environment.err()).doesNotContain("connwake:");
        assertThat(environment.out()).doesNotContain("onnwake");
    }

    /** The command line of the process as it is now. */
    private static List<String> command(Environment environment) throws IOException {
        return List.of(Files.readString(Path.of("/proc/" + environment.pid() + "/cmdline"))
                .split("\0"));
    }
}
