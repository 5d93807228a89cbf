package io.connwake.contracts;

import io.connwake.testing.ChildJvm;
import java.util.List;

/** Another agent, told to keep its peace where nobody listens to it. */
@SuppressWarnings("ImmutableEnumChecker") // the list stays in here
enum Neighbour {
    OPEN_TELEMETRY("opentelemetry-javaagent-"),
    DATADOG(
            "dd-java-agent-",
            "-Ddd.trace.agent.port=9",
            "-Ddd.instrumentation.telemetry.enabled=false",
            "-Ddd.trace.startup.logs=false",
            "-Ddd.log.level=off",
            "-Ddatadog.slf4j.simpleLogger.defaultLogLevel=off"),
    ELASTIC(
            "elastic-apm-agent-",
            "-Delastic.apm.server_url=http://127.0.0.1:9",
            "-Delastic.apm.central_config=false",
            "-Delastic.apm.cloud_provider=NONE",
            "-Delastic.apm.log_level=OFF"),
    JACOCO("org.jacoco.agent-");

    private final String jar;
    private final List<String> options;

    Neighbour(String jar, String... options) {
        this.jar = jar;
        this.options = List.of(options);
    }

    ChildJvm attach(ChildJvm jvm, String settings) {
        options.forEach(jvm::option);
        return jvm.agent(Libraries.find(jar), settings);
    }

    enum Order {
        CONNWAKE_FIRST,
        CONNWAKE_LAST,
        WITHOUT_CONNWAKE
    }
}
