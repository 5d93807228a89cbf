package io.connwake.otlp;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether anything is to be exported at all; asked before any other class of this room is loaded. */
public final class Exporters {
    private static final String[] SIGNALS = {"otel.traces.exporter", "otel.metrics.exporter", "otel.logs.exporter"};

    private Exporters() {}

    /** Every exporter of this process is {@code none}, or its SDK is disabled. */
    public static boolean areOff() {
        if ("true".equalsIgnoreCase(setting("otel.sdk.disabled"))) {
            return true;
        }
        for (String signal : SIGNALS) {
            String exporter = setting(signal);
            if (exporter == null || !exporter.trim().equals("none")) {
                return false;
            }
        }
        return true;
    }

    /** A setting of this process: system property, else environment variable. */
    static @Nullable String setting(String name) {
        String property = System.getProperty(name);
        return property != null
                ? property
                : System.getenv(name.toUpperCase(Locale.ROOT).replace('.', '_'));
    }
}
