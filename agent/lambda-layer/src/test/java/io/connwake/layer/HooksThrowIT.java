package io.connwake.layer;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.lambda.Till;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Exit;
import io.connwake.testing.OtlpReceiver;
import io.connwake.testing.faults.ThrowingMethods;
import io.connwake.testing.lambda.Environment;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever of the agent throws wherever it is entered: what it watches does what it does without. */
@Timeout(300)
class HooksThrowIT {
    private static final String[] ORDERS = {"ask", "fail late", "own connection", "ask", "fail", "ask"};
    private static final int MOST_LINES = 2;
    private static List<Answer> answers;
    private static Exit till;

    private final OtlpReceiver receiver = OtlpReceiver.start();

    private record Answer(Outcome outcome, String payload) {}

    @BeforeAll
    static void runs_without_the_agent() throws IOException {
        try (Environment environment = Environment.start(Functions.NEWEST.plain("OrderHandler"))) {
            answers = answers(invokeAll(environment));
        }
        till = till().run();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_function_answers_as_without_the_agent(Faults faults) {
        ThrowingMethods throwing = faults.throwing();
        try (Environment environment = Environment.start(function().option(throwing.option()))) {
            List<Invoked> all = invokeAll(environment);
            assertThat(answers(all)).isEqualTo(answers);
            assertThat(all).as(environment.happenings().toString()).noneMatch(Invoked::reset);
            environment.shutDown();
            assertThat(throwing.thrown()).isNotEmpty().containsAll(faults.certain());
            assertThat(environment.out()).doesNotContain("onnwake");
            saysLittle(environment.err());
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "ENTRIES",
                "EXITS",
                "RECORDER",
                "BEHIND_THE_RECORDER",
                "DRAIN",
                "NO_DRAIN",
                "LEDGER",
                "EXPORT",
                "WEAVER",
                "START",
                "END",
                "LATER",
                "NOW_AND_THEN"
            })
    void a_program_prints_what_it_does_without_the_agent(Faults faults) throws IOException {
        ThrowingMethods throwing = faults.throwing();
        Exit exit = till().option(throwing.option())
                .agent(Functions.agent(), "invocations=com.example.lambda.OrderFunction#handle")
                .environment("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint())
                .run();
        assertThat(exit.out()).isEqualTo(till.out());
        assertThat(exit.code()).isEqualTo(till.code());
        assertThat(throwing.thrown()).isNotEmpty();
        saysLittle(exit.err());
    }

    private static void saysLittle(String err) {
        assertThat(err.lines().filter(line -> line.contains("onnwake")))
                .as(err)
                .hasSizeLessThanOrEqualTo(MOST_LINES)
                .allMatch(line -> line.startsWith("connwake: "));
    }

    private static List<Invoked> invokeAll(Environment environment) {
        List<Invoked> all = new ArrayList<>();
        for (String order : ORDERS) {
            all.add(environment.invoke('"' + order + '"'));
        }
        return all;
    }

    private static List<Answer> answers(List<Invoked> all) {
        return all.stream()
                .map(each -> new Answer(each.outcome(), each.payload()))
                .toList();
    }

    private LambdaFunction function() {
        return Functions.NEWEST
                .layered("OrderHandler")
                .timeout(Duration.ofSeconds(30))
                .environment("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint())
                .environment("CONNWAKE_LAMBDA_FLUSH", "always");
    }

    private static ChildJvm till() throws IOException {
        try (Stream<Path> jars = Files.list(Functions.TARGET.resolve("libraries"))) {
            Stream<Path> own = Stream.of(Functions.TARGET.resolve("test-classes"));
            return ChildJvm.ofMain(Till.class)
                    .classPath(Stream.concat(own, jars).toArray(Path[]::new))
                    .arguments(ORDERS);
        }
    }
}
