package io.connwake.testing;

import java.nio.file.Path;
import java.util.List;

/** Another agent, told to keep its peace where nobody listens to it. */
@SuppressWarnings("ImmutableEnumChecker") // the list stays in here
public enum OtherAgent {
    OPEN_TELEMETRY("opentelemetry-javaagent"),
    DATADOG(
            "dd-java-agent",
            "-Ddd.trace.agent.port=9",
            "-Ddd.instrumentation.telemetry.enabled=false",
            "-Ddd.trace.startup.logs=false",
            "-Ddd.log.level=off",
            "-Ddatadog.slf4j.simpleLogger.defaultLogLevel=off"),
    ELASTIC(
            "elastic-apm-agent",
            "-Delastic.apm.server_url=http://127.0.0.1:9",
            "-Delastic.apm.central_config=false",
            "-Delastic.apm.cloud_provider=NONE",
            "-Delastic.apm.log_level=OFF"),
    JACOCO("org.jacoco.agent");

    private final String jar;
    private final List<String> options;

    OtherAgent(String jar, String... options) {
        this.jar = jar;
        this.options = List.of(options);
    }

    /** How the name of its jar begins. */
    public String jar() {
        return jar;
    }

    /** With the settings of its agent argument. */
    public ChildJvm attach(ChildJvm jvm, Path found, String settings) {
        options.forEach(jvm::option);
        return jvm.agent(found, settings);
    }
}
