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
            return new RecordingFile(settings, process.get(), notices, this);
        }

        @Override
        public long getAsLong() {
            return System.nanoTime();
        }
    }

    /** OTLP, by the settings of this process. */
    static final class Otlp implements Supplier<Output>, UnaryOperator<@Nullable String> {
        private static final String TEMPORALITY = "otel.exporter.otlp.metrics.temporality.preference";

        private final ThisProcess process;
        private final Notices notices;
        private final @Nullable LongSupplier freezing;

        /**
         * @param freezing nanoseconds that go on while the process is frozen; null where it never is. Where it is, each
         *     environment is short-lived, so that differences are exported, and nothing but at a flush
         */
        Otlp(ThisProcess process, Notices notices, @Nullable LongSupplier freezing) {
            this.process = process;
            this.notices = notices;
            this.freezing = freezing;
        }

        @Override
        public Output get() {
            LongSupplier clock = freezing;
            return clock == null
                    ? OtlpOutput.create(this, process, notices)
                    : OtlpOutput.create(this, process, notices, clock);
        }

        @Override
        public @Nullable String apply(@Nullable String name) {
            String given = name == null ? null : OtlpOutput.ofProcess(name);
            if (name == null || given != null || freezing == null) {
                return given;
            }
            return switch (name) {
                case TEMPORALITY -> "delta";
                case "otel.bsp.schedule.delay", "otel.blrp.schedule.delay" -> "3600000";
                default -> null;
            };
        }
    }

    /** What all outputs say of the process; described once, when the first of them asks. */
    static final class ThisProcess implements Supplier<Resource> {
        final long id;
        private String instanceId;
        private @Nullable String account;
        private @Nullable Resource resource;
        private final Notices notices;

        ThisProcess(long id, String instanceId, Notices notices) {
            this.notices = notices;
            this.id = id;
            this.instanceId = instanceId;
        }

        /** From any thread: it goes on from a snapshot, as somebody else. */
        synchronized void becomes(String instance) {
            instanceId = instance;
            resource = null;
        }

        /** From any thread: the cloud account is known now. */
        synchronized void belongsTo(String cloudAccount) {
            account = cloudAccount;
            resource = null;
        }

        @Override
        public synchronized Resource get() {
            Resource known = resource;
            if (known == null) {
                String version = Version.of();
                known = new ResourceFacts(Configuration.Environment.ofProcess(), notices)
                        .read(id, instanceId, account, version);
                resource = known;
            }
            return known;
        }
    }
}
