package io.connwake.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.otlp.http.Origin;
import io.connwake.pipeline.model.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody named an endpoint, and nobody listens at the default one. */
class NobodyListensTest {
    private final List<String> notices = new ArrayList<>();
    private long nanos;
    private Origin origin;
    private OtlpOutput output;

    @BeforeEach
    void start() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            origin = new Origin(false, "127.0.0.1", free.getLocalPort());
        }
        output = output(origin);
        output.started();
    }

    @AfterEach
    void end() {
        output.close();
    }

    @Test
    void is_silent_and_counted_once_for_each_try() {
        output.span(Specimens.span(0, Span.Kind.CLIENT));
        output.flush(TimeUnit.SECONDS.toNanos(1));
        assertThat(output.failures()).isEqualTo(1);
        assertThat(notices).isEmpty();
    }

    @Test
    void is_tried_again_after_pauses_that_grow() {
        long tried = output.failures();
        output.span(Specimens.span(0, Span.Kind.CLIENT));
        assertThat(output.failures()).isEqualTo(tried);

        nanos += TimeUnit.SECONDS.toNanos(5);
        output.span(Specimens.span(0, Span.Kind.CLIENT));
        assertThat(output.failures()).isEqualTo(tried + 1);

        nanos += TimeUnit.SECONDS.toNanos(5);
        output.span(Specimens.span(0, Span.Kind.CLIENT));
        assertThat(output.failures()).isEqualTo(tried + 1);

        nanos += TimeUnit.SECONDS.toNanos(5);
        output.span(Specimens.span(0, Span.Kind.CLIENT));
        assertThat(output.failures()).isEqualTo(tried + 2);
    }

    @Test
    void ends_when_somebody_does() throws IOException {
        try (Collector collector = new Collector()) {
            OtlpOutput later = output(Origin.of(URI.create(collector.url())));
            later.started();
            later.span(Specimens.span(0, Span.Kind.CLIENT));
            later.flush(TimeUnit.SECONDS.toNanos(30));
            later.close();
            assertThat(collector.spans()).hasSize(1);
            assertThat(later.failures()).isZero();
        }
    }

    @Test
    void starts_no_thread() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        nanos += TimeUnit.HOURS.toNanos(1);
        output.span(Specimens.span(0, Span.Kind.CLIENT));
        assertThat(before).containsAll(Thread.getAllStackTraces().keySet());
    }

    private OtlpOutput output(Origin expected) {
        OtlpSettings read = SettingsReader.read(Map.of("otel.exporter.otlp.endpoint", expected.toString())::get);
        OtlpSettings settings =
                new OtlpSettings(read.properties(), false, expected, read.metricsIntervalNanos(), List.of());
        return new OtlpOutput(settings, () -> Specimens.RESOURCE, notices::add, () -> nanos);
    }
}
