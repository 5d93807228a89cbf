package io.connwake.layer;

import io.connwake.testing.lambda.Environment;
import io.connwake.testing.lambda.LambdaFunction;
import io.connwake.testing.lambda.Layer;
import io.connwake.testing.lambda.RuntimeClient;
import io.connwake.testing.lambda.TaskRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The functions of {@code com.example.lambda} as they are deployed: with one generation of AWS's client, with and
 * without the layer.
 */
enum Functions {
    /** With {@code LambdaRuntimeApiClientImpl}. */
    NEWEST("newest"),
    /** Before 2.5, with {@code LambdaRuntimeClient}. */
    OLDER("older");

    private static final int STARTS = 10;
    static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path OPT = Layer.unpack(LayerZip.path(), directory("opt"));
    private static final Path TASK_ROOT =
            TaskRoot.create(directory("task"), TARGET.resolve("test-classes"), "com.example.lambda", libraries());

    private final String runtime;

    Functions(String runtime) {
        this.runtime = runtime;
    }

    /** Without the layer: {@code OrderHandler}, {@code OrderFunction::handle}. */
    LambdaFunction plain(String handler) {
        return LambdaFunction.of(
                RuntimeClient.in(TARGET.resolve("runtimes").resolve(runtime)),
                TASK_ROOT,
                "com.example.lambda." + handler);
    }

    /** With the layer's wrapper, and exports to nowhere. */
    LambdaFunction layered(String handler) {
        return plain(handler).wrapper(wrapper());
    }

    /** Started, and told of its end: on a busy machine the time that it is given to register may not be enough. */
    static Environment registered(LambdaFunction function) {
        for (int i = 0; i < STARTS; i++) {
            Environment environment = Environment.start(function);
            if (environment.happenings().toString().contains("extension connwake registered")) {
                return environment;
            }
            environment.close();
        }
        throw new AssertionError("registered not once in " + STARTS + " starts");
    }

    static Path wrapper() {
        return OPT.resolve("connwake-handler");
    }

    static Path agent() {
        return OPT.resolve("connwake").resolve("connwake.jar");
    }

    /** The other agent. */
    static Path openTelemetry() {
        return filesOf("neighbours").get(0);
    }

    private static List<Path> libraries() {
        return filesOf("libraries");
    }

    private static List<Path> filesOf(String folder) {
        try (var files = Files.list(TARGET.resolve(folder))) {
            return files.toList();
        } catch (IOException absent) {
            throw new IllegalStateException("run the phase pre-integration-test", absent);
        }
    }

    private static Path directory(String name) {
        try {
            return Files.createDirectories(TARGET.resolve("lambda").resolve(name));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
