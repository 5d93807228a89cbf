package io.connwake.benchmarks;

import io.connwake.testing.OtlpReceiver;
import io.connwake.testing.lambda.LambdaFunction;
import io.connwake.testing.lambda.RuntimeClient;
import io.connwake.testing.lambda.TaskRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The function under measurement on AWS's runtime interface client, with each agent as an option of the java command. */
final class Functions {
    private static final Path LAMBDA = Path.of(System.getProperty("connwake.benchmarks.lambda", "target/lambda"));

    /** By name, for it can't be loaded here: its interface is AWS's. */
    private static final String PACKAGE = Functions.class.getPackageName() + ".program";

    private static final String HANDLER = PACKAGE + ".SqlHandler";

    private final Rig rig;
    private final RuntimeClient runtime;
    private final Path taskRoot;

    private Functions(Rig rig, RuntimeClient runtime, Path taskRoot) {
        this.rig = rig;
        this.runtime = runtime;
        this.taskRoot = taskRoot;
    }

    static Functions deploy(Rig rig) throws IOException {
        return new Functions(
                rig,
                RuntimeClient.in(LAMBDA.resolve("runtime")),
                TaskRoot.create(
                        LAMBDA.resolve("task"),
                        LAMBDA.resolveSibling("classes"),
                        PACKAGE,
                        files(LAMBDA.resolve("libraries"))));
    }

    /** An event that is this statement. */
    static String event(String sql) {
        return '"' + sql + '"';
    }

    LambdaFunction alone() {
        return LambdaFunction.of(runtime, taskRoot, HANDLER);
    }

    LambdaFunction withEmptyAgent() {
        return with(rig.emptyAgent());
    }

    /** With Connwake, exporting to this receiver, which is no extension of the environment. */
    LambdaFunction exporting(OtlpReceiver receiver) {
        return exporting(with(rig.agent()), receiver);
    }

    /** With Connwake, exporting nothing. */
    LambdaFunction silent() {
        return with(rig.agent())
                .environment("OTEL_TRACES_EXPORTER", "none")
                .environment("OTEL_METRICS_EXPORTER", "none")
                .environment("OTEL_LOGS_EXPORTER", "none");
    }

    /** With the OpenTelemetry Java agent, exporting to this receiver. */
    LambdaFunction withOpenTelemetry(OtlpReceiver receiver) {
        return exporting(with(LAMBDA.resolve("agents").resolve("opentelemetry-javaagent.jar")), receiver);
    }

    private LambdaFunction with(Path agent) {
        return alone().option("-javaagent:" + agent.toAbsolutePath());
    }

    private static LambdaFunction exporting(LambdaFunction function, OtlpReceiver receiver) {
        return function.environment("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint())
                .environment("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
