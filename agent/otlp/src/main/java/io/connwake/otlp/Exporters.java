package io.connwake.otlp;

import io.connwake.otlp.http.Origin;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether anything is to be exported at all; asked before any other class of this room is loaded. */
public final class Exporters {
    private static final String[] SIGNALS = {"otel.traces.exporter", "otel.metrics.exporter", "otel.logs.exporter"};

    private static final String[] ENDPOINTS = {"", "traces.", "metrics.", "logs."};

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

    /** Somebody named where it goes, and so expects it there. */
    public static boolean areNamed() {
        for (String signal : ENDPOINTS) {
            String endpoint = setting("otel.exporter.otlp." + signal + "endpoint");
            if (endpoint != null && !endpoint.isBlank()) {
                return true;
            }
        }
        return false;
    }

    /** Scheme, host and port to which traces go; null where nobody named them. */
    public static @Nullable String target() {
        String endpoint = setting("otel.exporter.otlp.traces.endpoint");
        if (endpoint == null || endpoint.isBlank()) {
            endpoint = setting("otel.exporter.otlp.endpoint");
        }
        if (endpoint == null || endpoint.isBlank()) {
            return null;
        }
        try {
            return Origin.of(URI.create(endpoint.trim())).toString();
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }

    /** Traces go to a collector on this machine. */
    public static boolean areLocal() {
        String endpoint = setting("otel.exporter.otlp.traces.endpoint");
        if (endpoint == null || endpoint.isBlank()) {
            endpoint = setting("otel.exporter.otlp.endpoint");
        }
        if (endpoint == null || endpoint.isBlank()) {
            return true;
        }
        try {
            return Origin.of(URI.create(endpoint.trim())).isLoopback();
        } catch (IllegalArgumentException unreadable) {
            return true; // then the default is used
        }
    }

    /** A setting of this process: system property, else environment variable. */
    static @Nullable String setting(String name) {
        String property = System.getProperty(name);
        return property != null
                ? property
                : System.getenv(name.toUpperCase(Locale.ROOT).replace('.', '_'));
    }
}
