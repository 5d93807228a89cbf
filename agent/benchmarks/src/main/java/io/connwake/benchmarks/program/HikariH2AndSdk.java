package io.connwake.benchmarks.program;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/**
 * The same application that starts the OpenTelemetry SDK itself and exports one span and one metric with it: the price
 * of the SDK, without an agent.
 */
public final class HikariH2AndSdk {
    private HikariH2AndSdk() {}

    public static void main(String[] args) throws SQLException {
        OpenTelemetrySdk sdk = AutoConfiguredOpenTelemetrySdk.builder()
                .disableShutdownHook()
                .build()
                .getOpenTelemetrySdk();
        Tracer tracer = sdk.getTracer("benchmark");
        var span = tracer.spanBuilder("run").startSpan();
        HikariH2.run();
        span.end();
        sdk.getMeter("benchmark").counterBuilder("runs").build().add(1);
        sdk.shutdown().join(10, TimeUnit.SECONDS);
        System.out.println("done");
    }
}
