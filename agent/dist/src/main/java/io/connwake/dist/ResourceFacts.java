package io.connwake.dist;

import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Resource;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this process is, as resource attributes: from properties, the environment and {@code /proc} alone, since looking
 * up a host name in the network can block. {@code OTEL_RESOURCE_ATTRIBUTES} wins over all of it but
 * {@code OTEL_SERVICE_NAME}.
 */
final class ResourceFacts {
    private static final long MEGABYTE = 1L << 20;
    /** Its environments are copies of one process, which do not know the names of their log streams. */
    private static final String SNAPSHOT = "snap-start";

    private final Configuration.Environment environment;
    private final Notices notices;

    ResourceFacts(Configuration.Environment environment, Notices notices) {
        this.environment = environment;
        this.notices = notices;
    }

    /** @param account of the cloud, null if that is not known */
    Resource read(long processId, String instanceId, @Nullable String account, String version) {
        Map<String, Object> facts = new LinkedHashMap<>();
        put(facts, "service.name", serviceName());
        put(facts, "service.instance.id", instanceId);
        put(facts, "telemetry.distro.name", "connwake");
        put(facts, "telemetry.distro.version", version);
        facts.put("process.pid", processId);
        put(facts, "process.runtime.name", environment.property("java.runtime.name"));
        put(facts, "process.runtime.version", environment.property("java.runtime.version"));
        put(facts, "process.runtime.description", environment.property("java.vm.name"));
        put(facts, "host.name", hostName());
        lambda(facts, instanceId);
        put(facts, "cloud.account.id", account);
        given(facts);
        put(facts, "service.name", setting("OTEL_SERVICE_NAME", "otel.service.name"));
        Attributes.Builder attributes = Attributes.builder();
        for (Map.Entry<String, Object> each : facts.entrySet()) {
            if (each.getValue() instanceof Long number) {
                attributes.put(each.getKey(), number);
            } else {
                attributes.put(each.getKey(), (String) each.getValue());
            }
        }
        return new Resource(attributes.build());
    }

    private String serviceName() {
        String function = environment.variable("AWS_LAMBDA_FUNCTION_NAME");
        if (function != null) {
            return function;
        }
        String command = environment.property("sun.java.command");
        if (command == null || command.isBlank()) {
            return "unknown_service:java";
        }
        String program = command.indexOf(' ') < 0 ? command : command.substring(0, command.indexOf(' '));
        String name = program.substring(Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1);
        if (name.endsWith(".jar")) {
            return name.substring(0, name.length() - ".jar".length());
        }
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private void lambda(Map<String, Object> facts, String instanceId) {
        String function = environment.variable("AWS_LAMBDA_FUNCTION_NAME");
        if (function == null) {
            return;
        }
        put(facts, "cloud.provider", "aws");
        put(facts, "cloud.platform", "aws_lambda");
        put(facts, "cloud.region", environment.variable("AWS_REGION"));
        put(facts, "faas.name", function);
        put(facts, "faas.version", environment.variable("AWS_LAMBDA_FUNCTION_VERSION"));
        String initType = environment.variable("AWS_LAMBDA_INITIALIZATION_TYPE");
        String stream = environment.variable("AWS_LAMBDA_LOG_STREAM_NAME");
        put(facts, "faas.instance", stream == null || SNAPSHOT.equals(initType) ? instanceId : stream);
        put(facts, "connwake.environment.init_type", initType);
        Object memory = Values.parse(Setting.Kind.COUNT, text(environment.variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")));
        if (memory instanceof Long megabytes) {
            facts.put("faas.max_memory", megabytes * MEGABYTE);
        }
    }

    /** {@code key=value,key=value}, values percent-encoded, as the OpenTelemetry specification has it. */
    private void given(Map<String, Object> facts) {
        String list = text(setting("OTEL_RESOURCE_ATTRIBUTES", "otel.resource.attributes"));
        for (String pair : list.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                put(
                        facts,
                        pair.substring(0, equals).trim(),
                        decoded(pair.substring(equals + 1).trim()));
            } else if (!pair.isBlank()) {
                notices.once("OTEL_RESOURCE_ATTRIBUTES: '" + pair.trim() + "' is not key=value; it is ignored");
            }
        }
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return value;
        }
    }

    private @Nullable String hostName() {
        String given = environment.variable("HOSTNAME");
        if (given == null) {
            given = environment.variable("COMPUTERNAME");
        }
        if (given != null) {
            return given;
        }
        try (FileInputStream in = new FileInputStream("/proc/sys/kernel/hostname")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).trim();
        } catch (IOException notLinux) {
            return null;
        }
    }

    private @Nullable String setting(String variable, String property) {
        String value = environment.property(property);
        return value == null ? environment.variable(variable) : value;
    }

    private static void put(Map<String, Object> facts, String key, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            facts.put(key, value);
        }
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
