package io.connwake.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Checkouts;
import com.example.Greeting;
import com.example.Holding;
import io.connwake.testing.Exit;
import io.connwake.testing.Fault;
import io.connwake.testing.Jdk;
import io.connwake.testing.LogSeen;
import io.connwake.testing.OtlpReceiver;
import io.connwake.testing.Request;
import io.connwake.testing.RunningJvm;
import io.connwake.testing.SpanSeen;
import io.connwake.testing.Telemetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@EachJdk
class ExportIT {
    /** An exit may be delayed by two seconds; the rest is for a slow machine. */
    private static final Duration EXIT_PATIENCE = Duration.ofSeconds(20);

    private final Jdk jdk;

    @TempDir
    private Path directory;

    ExportIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @Nested
    class a_receiver {
        @Test
        void gets_the_spans_and_totals_that_the_recording_has() {
            try (OtlpReceiver receiver = OtlpReceiver.start()) {
                Trial trial = Trial.of(Checkouts.class, jdk, directory, Library.HIKARI_7, Library.H2)
                        .exporting(receiver.endpoint())
                        .arguments("jdbc:h2:mem:export", "sa", "", "2", "50", "2");
                Exit exit = trial.run();

                assertThat(exit.err()).isEmpty();
                Telemetry recorded = trial.recorded();
                Telemetry exported = receiver.telemetry();
                assertThat(ids(exported)).isEqualTo(ids(recorded)).hasSizeGreaterThanOrEqualTo(50);
                for (String histogram : Set.of(
                        "db.client.connection.wait_time",
                        "db.client.connection.use_time",
                        "db.client.connection.create_time")) {
                    assertThat(exported.histogramCount(histogram))
                            .as(histogram)
                            .isPositive()
                            .isEqualTo(recorded.histogramCount(histogram));
                }
                for (String sum :
                        Set.of("connwake.connection.opened", "connwake.connection.closed", "connwake.agent.events")) {
                    assertThat(exported.sum(sum)).as(sum).isPositive().isEqualTo(recorded.sum(sum));
                }
                assertThat(exported.sum("connwake.agent.errors")).isZero();
            }
        }

        /** Whichever are missing stand in {@code src/build/unfolded.txt} too. */
        @Test
        void is_served_without_the_price_of_a_lambda() throws IOException {
            Path log = directory.resolve("classes.log");
            try (OtlpReceiver receiver = OtlpReceiver.start()) {
                Exit exit = Trial.of(Checkouts.class, jdk, directory, Library.HIKARI_7, Library.H2)
                        .exporting(receiver.endpoint())
                        .option("-Xlog:class+load:file=" + log)
                        .arguments("jdbc:h2:mem:lambdas", "sa", "", "2", "50", "2")
                        .run();

                assertThat(exit.err()).isEmpty();
                assertThat(ids(receiver.telemetry())).isNotEmpty();
            }
            assertThat(Files.readAllLines(log))
                    .anyMatch(line -> line.contains("io.connwake.otlp.SdkStart"))
                    .noneMatch(line -> line.contains("io.connwake.") && line.contains("$$Lambda"));
        }

        @Test
        void gets_findings_as_log_records_and_as_spans() {
            try (OtlpReceiver receiver = OtlpReceiver.start()) {
                Trial trial = Trial.of(Holding.class, jdk, directory, Library.HIKARI_7, Library.H2)
                        .exporting(receiver.endpoint())
                        .setting("leak.threshold", "1s")
                        .arguments("late");
                try (RunningJvm program = trial.start()) {
                    program.awaitErrLine("Holding.forget(");
                    program.awaitErrLine("Holding.lend(");
                    program.writeLine("enough");
                    program.awaitLine("over");
                    program.closeInput();
                    program.awaitExit();
                }

                assertThat(receiver.findings())
                        .extracting(LogSeen::body)
                        .containsExactlyInAnyOrderElementsOf(trial.recorded().findings().stream()
                                .map(LogSeen::body)
                                .toList());
                assertThat(receiver.telemetry().findings("leak", "confirmed")).hasSize(2);
                assertThat(receiver.spansNamed("finding leak")).hasSize(3);
            }
        }

        @Test
        void gets_what_the_standard_settings_ask_for() {
            try (OtlpReceiver receiver = OtlpReceiver.start()) {
                greeting()
                        .exporting(receiver.endpoint())
                        .environment("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip")
                        .environment("OTEL_EXPORTER_OTLP_HEADERS", "x-tenant=blue")
                        .environment("OTEL_SERVICE_NAME", "greeter")
                        .environment("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=test")
                        .run();

                assertThat(receiver.requests()).isNotEmpty().allSatisfy(ExportIT::isZippedAndBlue);
                assertThat(receiver.spansNamed("lease "))
                        .hasSize(1)
                        .allSatisfy(lease -> assertThat(lease.resource())
                                .containsEntry("service.name", "greeter")
                                .containsEntry("deployment.environment.name", "test"));
            }
        }
    }

    @Nested
    class without_a_collector {
        @Test
        void at_the_default_endpoint_there_is_silence() {
            Exit exit = Trial.of(Greeting.class, jdk, directory, Library.HIKARI_7, Library.H2)
                    .exportingByDefault()
                    .arguments("return")
                    .run();

            assertThat(exit.err()).isEmpty();
            assertThat(exit.code()).isZero();
        }

        @Test
        void at_a_configured_endpoint_there_is_one_line() {
            try (OtlpReceiver receiver = OtlpReceiver.start()) {
                receiver.refuse();
                Exit exit = endsInTime(greeting().exporting(receiver.endpoint()));

                assertThat(exit.code()).isZero();
                assertThat(exit.out()).contains("says 1");
                assertThat(exit.err().lines())
                        .hasSize(1)
                        .first()
                        .asString()
                        .startsWith("connwake: ")
                        .contains(receiver.endpoint());
            }
        }

        @Test
        void that_answers_the_exit_is_not_held_up() {
            try (OtlpReceiver receiver = OtlpReceiver.start()) {
                receiver.fail(Fault.hang());
                Exit exit = endsInTime(greeting().exporting(receiver.endpoint()));

                assertThat(exit.code()).isZero();
                assertThat(exit.out()).contains("says 1");
                assertThat(exit.err().lines())
                        .hasSizeLessThanOrEqualTo(1)
                        .allSatisfy(line -> assertThat(line).startsWith("connwake: no answer from"));
            }
        }

        private Exit endsInTime(Trial trial) {
            try (RunningJvm program = trial.start()) {
                program.awaitLine("says 1");
                return program.awaitExit(EXIT_PATIENCE);
            }
        }
    }

    private Trial greeting() {
        return Trial.of(Greeting.class, jdk, directory, Library.HIKARI_7, Library.H2)
                .arguments("return");
    }

    private static Set<String> ids(Telemetry telemetry) {
        return telemetry.spans().stream().map(SpanSeen::spanId).collect(Collectors.toSet());
    }

    private static void isZippedAndBlue(Request request) {
        assertThat(request.header("content-encoding")).isEqualTo("gzip");
        assertThat(request.header("x-tenant")).isEqualTo("blue");
    }
}
