package io.connwake.otlp;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.connwake.pipeline.model.Finding;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;

/** Emits findings as log records. */
final class FindingLog {
    private static final String EVENT_NAME = "connwake.finding";

    private final Logger logger;

    FindingLog(Logger logger) {
        this.logger = logger;
    }

    void emit(Finding finding) {
        logger.logRecordBuilder()
                .setEventName(EVENT_NAME)
                .setTimestamp(finding.epochNanos(), NANOSECONDS)
                .setObservedTimestamp(finding.epochNanos(), NANOSECONDS)
                .setSeverity(severity(finding.severity()))
                .setSeverityText(finding.severity().name())
                .setBody(finding.sentence())
                .setAllAttributes(Conversion.attributes(finding.attributes()))
                .setContext(Context.root().with(Span.wrap(Conversion.context(finding.span(), false))))
                .emit();
    }

    private static Severity severity(Finding.Severity severity) {
        return switch (severity) {
            case INFO -> Severity.INFO;
            case WARN -> Severity.WARN;
            case ERROR -> Severity.ERROR;
        };
    }
}
