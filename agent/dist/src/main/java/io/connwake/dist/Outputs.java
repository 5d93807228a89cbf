package io.connwake.dist;

import io.connwake.otlp.OtlpOutput;
import io.connwake.pipeline.model.Output;
import io.connwake.pipeline.model.Resource;
import io.connwake.recording.RecordingFile;
import io.connwake.recording.RecordingSettings;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes the outputs. One class a maker, no lambda: the first of those costs a JVM 20 ms. */
final class Outputs {
    private Outputs() {}

    /** The recording file. */
    static final class Recording implements Supplier<Output>, LongSupplier {
        private final RecordingSettings settings;
        private final ThisProcess process;
        private final Notices notices;

        Recording(RecordingSettings settings, ThisProcess process, Notices notices) {
            this.settings = settings;
            this.process = process;
            this.notices = notices;
        }

        @Override
        public Output get() {
            return new RecordingFile(settings, process.resource(), notices, this);
        }

        @Override
        public long getAsLong() {
            return System.nanoTime();
        }
    }

    /** OTLP, by the settings of this process. */
    static final class Otlp implements Supplier<Output>, UnaryOperator<@Nullable String> {
        private final ThisProcess process;
        private final Notices notices;

        Otlp(ThisProcess process, Notices notices) {
            this.process = process;
            this.notices = notices;
        }

        @Override
        public Output get() {
            return OtlpOutput.create(this, process.resource(), notices);
        }

        @Override
        public @Nullable String apply(@Nullable String name) {
            return name == null ? null : OtlpOutput.ofProcess(name);
        }
    }

    /** What all outputs say of the process; described once, when the first of them asks. */
    static final class ThisProcess {
        final long id;
        private final String instanceId;
        private @Nullable Resource resource;

        ThisProcess(long id, String instanceId) {
            this.id = id;
            this.instanceId = instanceId;
        }

        Resource resource() {
            Resource known = resource;
            if (known == null) {
                String version = Version.of();
                known = new ResourceFacts(Configuration.Environment.ofProcess()).read(id, instanceId, version);
                resource = known;
            }
            return known;
        }
    }
}
