package io.connwake.it;

import io.connwake.testing.ChildJvm;
import io.connwake.testing.Database;
import io.connwake.testing.Exit;
import io.connwake.testing.Jdk;
import io.connwake.testing.Recording;
import io.connwake.testing.RunningJvm;
import io.connwake.testing.Telemetry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.opentest4j.TestAbortedException;

/** One program under the packaged agent that records and, unless told otherwise, exports nothing. */
final class Trial {
    private static final List<String> SIGNALS = List.of("TRACES", "METRICS", "LOGS");

    private final ChildJvm jvm;
    private final Path file;

    private Trial(ChildJvm jvm, Path file) {
        this.jvm = jvm;
        this.file = file;
    }

    static Trial of(Class<?> program, Jdk jdk, Path directory, Library... libraries) {
        Path file = directory.resolve("recording.jsonl");
        ChildJvm jvm = ChildJvm.ofMain(program)
                .on(jdk)
                .classPath(Library.classPath(libraries))
                .agent()
                .property("connwake.record", file);
        SIGNALS.forEach(signal -> jvm.environment("OTEL_" + signal + "_EXPORTER", "none"));
        return new Trial(jvm, file);
    }

    /** As {@code -Dconnwake.KEY=VALUE}. */
    Trial setting(String key, Object value) {
        jvm.property("connwake." + key, value);
        return this;
    }

    Trial option(String option) {
        jvm.option(option);
        return this;
    }

    Trial environment(String name, String value) {
        jvm.environment(name, value);
        return this;
    }

    Trial exporting(String endpoint) {
        return exportingByDefault().environment("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);
    }

    /** To where nobody is expected to listen in tests. */
    Trial exportingByDefault() {
        SIGNALS.forEach(signal -> jvm.environment("OTEL_" + signal + "_EXPORTER", "otlp"));
        return this;
    }

    Trial arguments(String... words) {
        jvm.arguments(words);
        return this;
    }

    /** URL, user and password as the next arguments. */
    Trial on(Database database) {
        return arguments(database.jdbcUrl(), database.user(), database.password());
    }

    Exit run() {
        return jvm.run();
    }

    RunningJvm start() {
        return jvm.start();
    }

    Path file() {
        return file;
    }

    boolean hasRecorded() {
        return Files.exists(file);
    }

    /** What was recorded, held against the telemetry contract. */
    Telemetry recorded(String... contractOptions) {
        return read(file, contractOptions);
    }

    static Telemetry read(Path file, String... contractOptions) {
        Recording recording = Recording.read(file);
        try {
            recording.holdsContract(contractOptions);
        } catch (TestAbortedException checkIsNotAtHand) {
            // RecordingIT says so by being skipped; the others have more to say.
        }
        return recording.telemetry();
    }
}
