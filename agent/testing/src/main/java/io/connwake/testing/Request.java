package io.connwake.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.List;
import java.util.Map;

/** One HTTP request as it reached the receiver, whatever became of it: header names in lower case, the body unzipped. */
public record Request(String method, String path, Map<String, List<String>> headers, ByteString body) {

    /** The values of a header joined by commas, empty where it was not sent. */
    public String header(String lowerCaseName) {
        return String.join(",", headers.getOrDefault(lowerCaseName, List.of()));
    }

    public ExportTraceServiceRequest traces() throws InvalidProtocolBufferException {
        return ExportTraceServiceRequest.parseFrom(body);
    }

    public ExportMetricsServiceRequest metrics() throws InvalidProtocolBufferException {
        return ExportMetricsServiceRequest.parseFrom(body);
    }

    public ExportLogsServiceRequest logs() throws InvalidProtocolBufferException {
        return ExportLogsServiceRequest.parseFrom(body);
    }
}
