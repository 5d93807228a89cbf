package io.connwake.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an SDK is given is held until its exporters are rid of it. */
class BacklogTest {
    private final Backlog backlog = new Backlog();
    private CompletableResultCode result = CompletableResultCode.ofSuccess();
    private int exports;
    private final SdkTracerProvider spans = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(backlog.keeping(new Spans())))
            .build();
    private final SdkLoggerProvider logs = SdkLoggerProvider.builder()
            .addLogRecordProcessor(SimpleLogRecordProcessor.create(backlog.keeping(new Logs())))
            .build();

    @AfterEach
    void end() {
        spans.close();
        logs.close();
    }

    @Test
    void what_was_exported_is_held_no_longer() {
        span();
        log();
        assertThat(backlog.size()).isZero();
        assertThat(backlog.dropped()).isZero();
    }

    @Test
    void what_is_queued_or_on_the_way_is_held() {
        backlog.add(); // and not exported yet
        result = new CompletableResultCode();
        span();
        assertThat(backlog.size()).isEqualTo(2);
        result.succeed();
        assertThat(backlog.size()).isEqualTo(1);
    }

    @Test
    void what_failed_is_held_until_it_is_exported_again() {
        result = CompletableResultCode.ofFailure();
        span();
        log();
        assertThat(backlog.size()).isEqualTo(2);
        result = CompletableResultCode.ofSuccess();
        assertThat(backlog.again().isSuccess()).isTrue();
        assertThat(backlog.size()).isZero();
        assertThat(exports).isEqualTo(4);
    }

    @Test
    void what_the_sdk_left_out_is_not_held_once_its_queues_are_empty() {
        backlog.add();
        result = CompletableResultCode.ofFailure();
        span();
        backlog.queuesAreEmpty();
        assertThat(backlog.size()).isEqualTo(1);
    }

    @Test
    void an_sdk_without_exporters_holds_what_it_was_given_until_its_queues_are_empty() {
        Backlog alone = new Backlog();
        alone.add();
        assertThat(alone.again().isSuccess()).isTrue();
        assertThat(alone.size()).isEqualTo(1);
        alone.queuesAreEmpty();
        assertThat(alone.size()).isZero();
        assertThat(alone.dropped()).isZero();
    }

    private void span() {
        backlog.add();
        spans.get("test").spanBuilder("lease orders").startSpan().end();
    }

    private void log() {
        backlog.add();
        logs.get("test").logRecordBuilder().setBody("it leaks").emit();
    }

    private CompletableResultCode exported() {
        exports++;
        return result;
    }

    private final class Spans implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> batch) {
            return exported();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    private final class Logs implements LogRecordExporter {
        @Override
        public CompletableResultCode export(Collection<LogRecordData> batch) {
            return exported();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
