package io.connwake.otlp;

import io.connwake.otlp.http.Origin;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads {@code OTEL_*} and keeps what the SDK would stumble over from it. */
final class SettingsReader {
    private static final long DEFAULT_INTERVAL_MILLIS = 60_000;
    private static final String MEMORY_MODE = "otel.java.exporter.memory_mode";

    private final UnaryOperator<@Nullable String> lookup;
    private final Map<String, @Nullable String> properties = new HashMap<>();
    private final List<String> notices = new ArrayList<>();

    private SettingsReader(UnaryOperator<@Nullable String> lookup) {
        this.lookup = lookup;
    }

    static OtlpSettings read(UnaryOperator<@Nullable String> lookup) {
        return new SettingsReader(lookup).read();
    }

    private OtlpSettings read() {
        boolean disabled = "true".equalsIgnoreCase(given("otel.sdk.disabled"));
        if (disabled) {
            return new OtlpSettings(properties, true, OtlpSettings.DEFAULT, Long.MAX_VALUE, notices);
        }
        for (Setting setting : SettingTable.ALL) {
            properties.put(setting.name(), checked(setting));
        }
        boolean wanted = exporters();
        protocol();
        properties.put("otel.propagators", "none");
        // The other mode spares garbage, of which there is little, and costs C2 four times the work.
        properties.put(MEMORY_MODE, "immutable_data");
        Origin expected = endpoints().isEmpty() ? OtlpSettings.DEFAULT : null;
        return new OtlpSettings(properties, !wanted, expected, intervalNanos(), notices);
    }

    private @Nullable String checked(Setting setting) {
        String value = given(setting.name());
        if (value == null) {
            return null;
        }
        String objection = setting.objection(value);
        if (objection == null) {
            return value;
        }
        String shown =
                setting.secret() || value.indexOf('@') >= 0 ? setting.variable() : setting.variable() + "=" + value;
        notices.add(shown + " " + objection + "; the default is used");
        return null;
    }

    /** False if none is left. */
    private boolean exporters() {
        boolean any = false;
        String named = "";
        for (String signal : SettingTable.SIGNALS) {
            String name = "otel." + signal + ".exporter";
            String value = given(name);
            boolean none = value != null && value.equalsIgnoreCase("none");
            if (value != null && !none && !value.equalsIgnoreCase("otlp")) {
                named += (named.isEmpty() ? "" : ", ") + Setting.variable(name) + "=" + value;
            }
            properties.put(name, none ? "none" : "otlp");
            any |= !none;
        }
        if (!named.isEmpty()) {
            notices.add(named + " is not supported, otlp is used");
        }
        return any;
    }

    private void protocol() {
        String refused = "";
        for (String prefix : prefixes()) {
            String name = prefix + ".protocol";
            String value = given(name);
            if (refused.isEmpty() && value != null && !value.equalsIgnoreCase("http/protobuf")) {
                refused = Setting.variable(name) + "=" + value + " is not supported, http/protobuf is used";
            }
            properties.put(name, "http/protobuf");
        }
        String grpc = grpcEndpoint();
        if (!grpc.isEmpty()) {
            String wrong = "the endpoint " + grpc + " has gRPC's port and is most likely wrong, http/protobuf has 4318";
            notices.add(refused.isEmpty() ? wrong : refused + "; " + wrong);
        } else if (!refused.isEmpty()) {
            notices.add(refused);
        }
    }

    private String grpcEndpoint() {
        for (String endpoint : endpoints()) {
            Origin origin = Origin.of(URI.create(endpoint));
            if (origin.port() == 4317) {
                return origin.toString();
            }
        }
        return "";
    }

    private List<String> endpoints() {
        List<String> endpoints = new ArrayList<>();
        for (String prefix : prefixes()) {
            String endpoint = properties.get(prefix + ".endpoint");
            if (endpoint != null) {
                endpoints.add(endpoint);
            }
        }
        return endpoints;
    }

    private static List<String> prefixes() {
        List<String> prefixes = new ArrayList<>(List.of(SettingTable.EXPORTER_PREFIX));
        for (String signal : SettingTable.SIGNALS) {
            prefixes.add(SettingTable.EXPORTER_PREFIX + "." + signal);
        }
        return prefixes;
    }

    private long intervalNanos() {
        String interval = properties.get("otel.metric.export.interval");
        long millis = interval == null ? DEFAULT_INTERVAL_MILLIS : Syntax.millis(interval);
        return TimeUnit.MILLISECONDS.toNanos(Math.max(1, millis));
    }

    private @Nullable String given(String name) {
        String value = lookup.apply(name);
        return value == null || value.isBlank() ? null : value.trim();
    }
}
