package io.connwake.benchmarks;

import io.connwake.testing.AgentJar;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.OtlpReceiver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** What all benchmarks stand on: the two agents, a receiver that answers, and a directory for recordings. */
record Rig(Path agent, Path emptyAgent, OtlpReceiver receiver, Path directory) implements AutoCloseable {
    static Rig set() throws IOException {
        return new Rig(
                AgentJar.path(),
                Path.of(System.getProperty("connwake.benchmarks.empty-agent")),
                OtlpReceiver.start(),
                Files.createTempDirectory("connwake-benchmarks"));
    }

    ChildJvm child(Class<?> program, Attachment attachment) {
        ChildJvm child = ChildJvm.ofMain(program).classPath(ClassPath.application());
        return switch (attachment) {
            case NOTHING -> child;
            case EMPTY_AGENT -> child.agent(emptyAgent, "");
            case SILENT -> silent(child.agent(agent, ""));
            case RECORDING -> silent(child.agent(agent, "")).property("connwake.record", recording());
            case EXPORTING -> exporting(child.agent(agent, ""));
        };
    }

    ChildJvm exporting(ChildJvm child) {
        return child.environment("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint())
                .environment("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
    }

    Path recording() {
        return directory.resolve("recording.jsonl");
    }

    /** A child that finds an older recording would put it aside first. */
    void clear() {
        try (Stream<Path> left = Files.list(directory)) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
        } catch (IOException stuck) {
            throw new UncheckedIOException(stuck);
        }
    }

    @Override
    public void close() throws IOException {
        receiver.close();
        try (Stream<Path> left = Files.walk(directory)) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static ChildJvm silent(ChildJvm child) {
        return child.environment("OTEL_TRACES_EXPORTER", "none")
                .environment("OTEL_METRICS_EXPORTER", "none")
                .environment("OTEL_LOGS_EXPORTER", "none");
    }
}
