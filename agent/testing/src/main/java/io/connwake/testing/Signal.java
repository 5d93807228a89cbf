package io.connwake.testing;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.util.Optional;
import java.util.stream.Stream;

/** The three paths of OTLP over HTTP, each with the messages it takes and answers. */
public enum Signal {
    TRACES("/v1/traces") {
        @Override
        Telemetry read(byte[] body) throws InvalidProtocolBufferException {
            return FromProtobuf.traces(ExportTraceServiceRequest.parseFrom(body));
        }

        @Override
        byte[] partialSuccess(int rejected, String message) {
            return ExportTraceServiceResponse.newBuilder()
                    .setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                            .setRejectedSpans(rejected)
                            .setErrorMessage(message))
                    .build()
                    .toByteArray();
        }
    },
    METRICS("/v1/metrics") {
        @Override
        Telemetry read(byte[] body) throws InvalidProtocolBufferException {
            return FromProtobuf.metrics(ExportMetricsServiceRequest.parseFrom(body));
        }

        @Override
        byte[] partialSuccess(int rejected, String message) {
            return ExportMetricsServiceResponse.newBuilder()
                    .setPartialSuccess(ExportMetricsPartialSuccess.newBuilder()
                            .setRejectedDataPoints(rejected)
                            .setErrorMessage(message))
                    .build()
                    .toByteArray();
        }
    },
    LOGS("/v1/logs") {
        @Override
        Telemetry read(byte[] body) throws InvalidProtocolBufferException {
            return FromProtobuf.logs(ExportLogsServiceRequest.parseFrom(body));
        }

        @Override
        byte[] partialSuccess(int rejected, String message) {
            return ExportLogsServiceResponse.newBuilder()
                    .setPartialSuccess(ExportLogsPartialSuccess.newBuilder()
                            .setRejectedLogRecords(rejected)
                            .setErrorMessage(message))
                    .build()
                    .toByteArray();
        }
    };

    /** An Export…ServiceResponse without a partial success is an empty message, whichever the signal. */
    static final byte[] FULL_SUCCESS = new byte[0];

    private final String path;

    Signal(String path) {
        this.path = path;
    }

    static Optional<Signal> at(String path) {
        return Stream.of(values()).filter(signal -> signal.path.equals(path)).findFirst();
    }

    public String path() {
        return path;
    }

    abstract Telemetry read(byte[] body) throws InvalidProtocolBufferException;

    abstract byte[] partialSuccess(int rejected, String message);
}
