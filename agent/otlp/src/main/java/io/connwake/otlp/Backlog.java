package io.connwake.otlp;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an SDK was given and has not got rid of yet: in its queues, on the way, or to be exported again. */
final class Backlog {
    private @Nullable Unsent<SpanData> spans;
    private @Nullable Unsent<LogRecordData> logs;
    private long given;

    SpanExporter keeping(SpanExporter exporter) {
        Unsent<SpanData> unsent = new Unsent<>(exporter::export);
        spans = unsent;
        return new Spans(exporter, unsent);
    }

    LogRecordExporter keeping(LogRecordExporter exporter) {
        Unsent<LogRecordData> unsent = new Unsent<>(exporter::export);
        logs = unsent;
        return new Logs(exporter, unsent);
    }

    /** One more. */
    void add() {
        given++;
    }

    CompletableResultCode again() {
        return CompletableResultCode.ofAll(List.of(
                spans == null ? CompletableResultCode.ofSuccess() : spans.again(),
                logs == null ? CompletableResultCode.ofSuccess() : logs.again()));
    }

    /** Nothing is queued: what is neither gone nor waiting was never meant to be exported. */
    void queuesAreEmpty() {
        given = gone() + (spans == null ? 0 : spans.waiting()) + (logs == null ? 0 : logs.waiting());
    }

    int size() {
        return (int) Math.max(0, given - gone());
    }

    long dropped() {
        return (spans == null ? 0 : spans.dropped()) + (logs == null ? 0 : logs.dropped());
    }

    private long gone() {
        return (spans == null ? 0 : spans.gone()) + (logs == null ? 0 : logs.gone());
    }

    private record Spans(SpanExporter exporter, Unsent<SpanData> unsent) implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> batch) {
            return unsent.export(batch);
        }

        @Override
        public CompletableResultCode flush() {
            return exporter.flush();
        }

        @Override
        public CompletableResultCode shutdown() {
            return exporter.shutdown();
        }
    }

    private record Logs(LogRecordExporter exporter, Unsent<LogRecordData> unsent) implements LogRecordExporter {
        @Override
        public CompletableResultCode export(Collection<LogRecordData> batch) {
            return unsent.export(batch);
        }

        @Override
        public CompletableResultCode flush() {
            return exporter.flush();
        }

        @Override
        public CompletableResultCode shutdown() {
            return exporter.shutdown();
        }
    }
}
