package io.connwake.demo.stage;

import io.connwake.testing.lambda.LambdaFunction;
import io.connwake.testing.lambda.Layer;
import io.connwake.testing.lambda.RuntimeClient;
import io.connwake.testing.lambda.TaskRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** AWS Lambda, emulated: functions as they are deployed, run by AWS's own runtime client, with the layer or without. */
final class Lambda {
    private final RuntimeClient client;
    private final Path taskRoot;
    private final Optional<Path> opt;

    /** Home is the folder of the demo, whose build has put what a function needs under {@code target/lambda}. */
    Lambda(Path home, Optional<Path> layer) throws IOException {
        Path built = home.resolve("target/lambda");
        client = RuntimeClient.in(built.resolve("runtime"));
        taskRoot = TaskRoot.create(
                Files.createDirectories(built.resolve("task")),
                home.resolve("target/classes"),
                "com.example.functions",
                jars(built.resolve("libraries")));
        Path unpacked = Files.createDirectories(built.resolve("opt"));
        opt = layer.map(zip -> Layer.unpack(zip, unpacked));
    }

    /** Over that database unless it has one of its own; only with the layer it records. */
    LambdaFunction function(Deployment deployment, String url, Path recording) {
        Class<?> function = deployment.function();
        LambdaFunction deployed = LambdaFunction.of(client, taskRoot, function.getName() + "::handle")
                .named(function.getSimpleName())
                .environment("DB_URL", deployment.url().orElse(url))
                .environment("DB_USER", Postgres.FUNCTIONS)
                .environment("DB_PASSWORD", "");
        deployment.option().ifPresent(deployed::option);
        if (deployment.clockStandsStill()) {
            deployed.suspendedClock();
        }
        opt.ifPresent(folder -> {
            deployed.wrapper(folder.resolve("connwake-handler")).environment("CONNWAKE_RECORD", recording.toString());
            exporting(deployed);
        });
        return deployed;
    }

    /** Where this process was told of a collector, the functions are. */
    private static void exporting(LambdaFunction function) {
        if (System.getenv("OTEL_EXPORTER_OTLP_ENDPOINT") == null) {
            Stream.of("TRACES", "METRICS", "LOGS")
                    .forEach(signal -> function.environment("OTEL_" + signal + "_EXPORTER", "none"));
        }
        System.getenv().forEach((variable, value) -> {
            if (variable.startsWith("OTEL_")) {
                function.environment(variable, value);
            }
        });
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
