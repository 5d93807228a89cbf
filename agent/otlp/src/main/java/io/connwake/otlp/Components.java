package io.connwake.otlp;

import io.connwake.otlp.http.SocketSenders;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.sdk.autoconfigure.spi.logs.ConfigurableLogRecordExporterProvider;
import io.opentelemetry.sdk.autoconfigure.spi.metrics.ConfigurableMetricExporterProvider;
import io.opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSpanExporterProvider;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * The SDK's extensions: our sender, the OTLP exporters, nothing else. So no extension of the host is ever seen, no
 * resource provider reads files, and the loader is not searched for services that are not there.
 */
final class Components implements ComponentLoader {
    private static final Set<Class<?>> SEARCHED = Set.of(
            ConfigurableSpanExporterProvider.class,
            ConfigurableMetricExporterProvider.class,
            ConfigurableLogRecordExporterProvider.class);

    private final SocketSenders senders;

    Components(SocketSenders senders) {
        this.senders = senders;
    }

    @Override
    public <T> Iterable<T> load(Class<T> type) {
        if (type == HttpSenderProvider.class) {
            return List.of(type.cast(senders));
        }
        return SEARCHED.contains(type) ? ServiceLoader.load(type, Components.class.getClassLoader()) : List.of();
    }
}
