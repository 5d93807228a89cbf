package io.connwake.otlp;

import io.connwake.otlp.http.SocketSenders;
import io.connwake.pipeline.model.Resource;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Starts the SDK on a thread of a group of its own. The SDK's workers inherit the group, which tells them from those of
 * an SDK that the host may have, so that they can be given our names and our context class loader.
 */
final class SdkStart {
    static final String SCOPE = "io.connwake";

    private SdkStart() {}

    /** @param backlog null where what can't be exported is lost */
    static RunningSdk start(
            OtlpSettings settings,
            Resource resource,
            SocketSenders senders,
            LatestMetrics metrics,
            @Nullable Backlog backlog)
            throws ExecutionException, InterruptedException {
        loadWaiters();
        ThreadGroup group = new ThreadGroup("connwake");
        FutureTask<RunningSdk> start = new FutureTask<>(() -> build(settings, resource, senders, metrics, backlog));
        Thread thread = new Thread(group, start, "connwake-otlp-start", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(SdkStart.class.getClassLoader());
        thread.start();
        RunningSdk running = start.get();
        name(group);
        return running;
    }

    /**
     * The JDK's locks have a class for those who wait together. Loaded with the first export, seconds later, it would cost
     * the host all that the compiler has made of code with locks by then.
     */
    private static void loadWaiters() throws InterruptedException {
        boolean inVain = new CountDownLatch(1).await(1, TimeUnit.NANOSECONDS);
        assert !inVain;
    }

    private static RunningSdk build(
            OtlpSettings settings,
            Resource resource,
            SocketSenders senders,
            LatestMetrics metrics,
            @Nullable Backlog backlog) {
        AllottedIds ids = new AllottedIds();
        RunningSdk.Readers readers = new RunningSdk.Readers(metrics);
        AutoConfiguredOpenTelemetrySdkBuilder builder = AutoConfiguredOpenTelemetrySdk.builder()
                .disableShutdownHook()
                .setComponentLoader(new Components(senders))
                .addPropertiesCustomizer(config -> settings.properties())
                .addResourceCustomizer((theirs, config) -> Conversion.resource(resource))
                .addTracerProviderCustomizer((provider, config) -> provider.setIdGenerator(ids))
                .addMeterProviderCustomizer((provider, config) -> provider.registerMetricProducer(metrics))
                .addMetricExporterCustomizer((exporter, config) -> readers.exporter(exporter))
                .addMetricReaderCustomizer((reader, config) -> readers.pushed());
        if (backlog != null) {
            builder.addSpanExporterCustomizer((exporter, config) -> backlog.keeping(exporter));
            builder.addLogRecordExporterCustomizer((exporter, config) -> backlog.keeping(exporter));
        }
        OpenTelemetrySdk sdk = builder.build().getOpenTelemetrySdk();
        PushedReader reader = readers.reader();
        if (reader != null) {
            metrics.prefer(reader);
        }
        return new RunningSdk(
                sdk,
                new SpanReplay(sdk.getSdkTracerProvider().get(SCOPE), ids),
                new FindingLog(sdk.getSdkLoggerProvider().get(SCOPE)),
                metrics,
                reader,
                backlog);
    }

    private static void name(ThreadGroup group) {
        Thread[] workers = new Thread[16];
        int count = group.enumerate(workers);
        for (int i = 0; i < count; i++) {
            String name = workers[i].getName();
            if (name.startsWith("Batch")) {
                workers[i].setName(name.startsWith("BatchSpan") ? "connwake-otlp-spans" : "connwake-otlp-logs");
                workers[i].setContextClassLoader(SdkStart.class.getClassLoader());
            }
        }
    }
}
