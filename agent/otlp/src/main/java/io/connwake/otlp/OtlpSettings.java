package io.connwake.otlp;

import io.connwake.otlp.http.Origin;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The export's configuration as the SDK may see it.
 *
 * @param properties by name; a null value hides a value of the process from the SDK
 * @param off nothing is to be exported
 * @param expected where a collector would listen, null if an endpoint was named: then somebody has to listen there
 * @param notices a line for each value that is not used as it was given
 */
record OtlpSettings(
        Map<String, @Nullable String> properties,
        boolean off,
        @Nullable Origin expected,
        long metricsIntervalNanos,
        List<String> notices) {
    static final Origin DEFAULT = new Origin(false, "localhost", 4318);

    private static final String[] SIGNALS = {"traces", "metrics", "logs"};

    /** Where most of it goes: to the endpoint of the first signal that is exported. */
    Origin target() {
        String endpoint = null;
        for (String signal : SIGNALS) {
            if (!"none".equals(properties.get("otel." + signal + ".exporter"))) {
                endpoint = properties.get("otel.exporter.otlp." + signal + ".endpoint");
                break;
            }
        }
        if (endpoint == null) {
            endpoint = properties.get("otel.exporter.otlp.endpoint");
        }
        return endpoint == null ? DEFAULT : Origin.of(URI.create(endpoint));
    }

    OtlpSettings {
        properties = new HashMap<>(properties);
        notices = List.copyOf(notices);
    }
}
