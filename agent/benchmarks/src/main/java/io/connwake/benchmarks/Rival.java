package io.connwake.benchmarks;

import io.connwake.testing.ChildJvm;
import io.connwake.testing.lambda.LambdaFunction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is attached to one of the compared processes: nothing, an agent that does nothing, ours, another's, or a wrapper. */
enum Rival {
    ALONE("no agent"),
    EMPTY("empty agent"),
    CONNWAKE("Connwake"),
    OPEN_TELEMETRY("OpenTelemetry"),
    OPEN_TELEMETRY_LEASES("OpenTelemetry + data sources"),
    DATADOG("Datadog"),
    DATADOG_LEASES("Datadog + data sources"),
    ELASTIC("Elastic"),
    P6SPY("p6spy"),
    DATASOURCE_PROXY("datasource-proxy");

    static final String OFF = ", exporters off";

    final String words;

    Rival(String words) {
        this.words = words;
    }

    /** Whether it heeds the acquire of a connection, be it by a span or by what it tells a listener. */
    boolean recordsLease() {
        return this == OPEN_TELEMETRY_LEASES || this == DATADOG_LEASES || isWrapper();
    }

    boolean isWrapper() {
        return this == P6SPY || this == DATASOURCE_PROXY;
    }

    /** Somebody else's, be it with its defaults or not. */
    boolean isOther() {
        return this != ALONE && this != EMPTY && this != CONNWAKE;
    }

    /** The application's class that wraps a data source in it, or a word that no class has for a name. */
    String wrapper() {
        return switch (this) {
            case P6SPY -> "com.example.rivals.wrapped.ByP6Spy";
            case DATASOURCE_PROXY -> "com.example.rivals.wrapped.ByDatasourceProxy";
            default -> "-";
        };
    }

    /** Attaches it to a process; without an intake it exports nothing, as far as it lets itself be told so. */
    ChildJvm attach(ChildJvm child, Rig rig, @Nullable Intake intake) {
        options(rig, intake).forEach(child::option);
        environment(intake).forEach(child::environment);
        return child;
    }

    LambdaFunction attach(LambdaFunction function, Rig rig, @Nullable Intake intake) {
        options(rig, intake).forEach(function::option);
        environment(intake).forEach(function::environment);
        return function;
    }

    private List<String> options(Rig rig, @Nullable Intake intake) {
        List<String> options = new ArrayList<>();
        Path jar = jar(rig);
        if (jar != null) {
            options.add("-javaagent:" + jar.toAbsolutePath());
        }
        switch (this) {
            case OPEN_TELEMETRY_LEASES -> options.add("-Dotel.instrumentation.jdbc-datasource.enabled=true");
            case DATADOG -> options.addAll(datadog(intake));
            case DATADOG_LEASES -> {
                options.addAll(datadog(intake));
                options.add("-Ddd.integration.jdbc-datasource.enabled=true");
            }
            case ELASTIC -> options.addAll(elastic(intake));
            default -> {}
        }
        return options;
    }

    @Nullable
    Path jar(Rig rig) {
        return switch (this) {
            case EMPTY -> rig.emptyAgent();
            case CONNWAKE -> rig.agent();
            case OPEN_TELEMETRY, OPEN_TELEMETRY_LEASES -> RivalFiles.jar("opentelemetry-javaagent-");
            case DATADOG, DATADOG_LEASES -> RivalFiles.jar("dd-java-agent-");
            case ELASTIC -> RivalFiles.jar("elastic-apm-agent-");
            default -> null;
        };
    }

    /**
     * It has no word for exporting nothing: with a port at which nobody listens, and all it would begin besides left out.
     * While it exports it heeds the units of work that the application tells by the OpenTelemetry API.
     */
    private static List<String> datadog(@Nullable Intake intake) {
        return intake == null
                ? List.of(
                        "-Ddd.trace.agent.url=http://127.0.0.1:9",
                        "-Ddd.instrumentation.telemetry.enabled=false",
                        "-Ddd.remote_config.enabled=false",
                        "-Ddd.jmxfetch.enabled=false",
                        "-Ddd.trace.startup.logs=false")
                : List.of(
                        "-Ddd.trace.agent.url=" + intake.url(),
                        "-Ddd.trace.startup.logs=false",
                        "-Ddd.trace.otel.enabled=true");
    }

    /** Without its look for a cloud, which is outside of this machine. */
    private static List<String> elastic(@Nullable Intake intake) {
        List<String> options =
                new ArrayList<>(List.of("-Delastic.apm.cloud_provider=NONE", "-Delastic.apm.central_config=false"));
        options.add(intake == null ? "-Delastic.apm.disable_send=true" : "-Delastic.apm.server_url=" + intake.url());
        return options;
    }

    private Map<String, String> environment(@Nullable Intake intake) {
        boolean speaksOtlp = this == CONNWAKE || this == OPEN_TELEMETRY || this == OPEN_TELEMETRY_LEASES;
        if (!speaksOtlp) {
            return Map.of();
        }
        Map<String, String> environment = new LinkedHashMap<>();
        if (intake == null) {
            environment.put("OTEL_TRACES_EXPORTER", "none");
            environment.put("OTEL_METRICS_EXPORTER", "none");
            environment.put("OTEL_LOGS_EXPORTER", "none");
        } else {
            environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", intake.url());
            environment.put("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
            environment.put("OTEL_METRIC_EXPORT_INTERVAL", "10000");
        }
        return environment;
    }
}
