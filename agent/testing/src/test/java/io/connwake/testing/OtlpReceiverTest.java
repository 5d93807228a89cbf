package io.connwake.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OtlpReceiverTest {
    private final OtlpReceiver receiver = OtlpReceiver.start();
    private final OtlpClient client = new OtlpClient(receiver.endpoint());

    @AfterEach
    void close() {
        receiver.close();
    }

    @Nested
    class an_export {
        @Test
        void is_there_when_the_exporters_flush_returns() {
            OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                    .setEndpoint(receiver.endpoint(Signal.TRACES))
                    .setCompression("gzip")
                    .build();
            try (SdkTracerProvider sdk = SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build()) {
                sdk.get("io.connwake")
                        .spanBuilder("lease main")
                        .setAttribute("connwake.lease.statements", 3)
                        .startSpan()
                        .end();
                sdk.forceFlush().join(1, TimeUnit.MINUTES);

                assertThat(receiver.spansNamed("lease "))
                        .singleElement()
                        .satisfies(span -> assertThat(span.attribute("connwake.lease.statements"))
                                .isEqualTo(3L));
                assertThat(receiver.requests().get(0).header("content-encoding"))
                        .isEqualTo("gzip");
            }
        }

        @Test
        void of_each_signal_is_kept() throws IOException {
            client.post(Signal.TRACES, OtlpClient.twoLeases());
            client.post(
                    Signal.METRICS, Exported.metrics(Exported.waited(3, 1.25)).toByteArray());
            client.post(Signal.LOGS, Exported.logs().toByteArray());

            assertThat(receiver.spans()).hasSize(2);
            assertThat(receiver.telemetry().histogramCount("db.client.connection.wait_time"))
                    .isEqualTo(3);
            assertThat(receiver.findings()).hasSize(1);
        }

        @Test
        void can_be_read_as_it_came() throws IOException {
            client.post(Signal.TRACES, OtlpClient.twoLeases());

            assertThat(receiver.requests().get(0).traces()).isEqualTo(Exported.traces("lease a", "lease b"));
        }

        @Test
        void is_awaited_until_there_is_enough() throws IOException {
            CompletableFuture<Telemetry> enough = CompletableFuture.supplyAsync(
                    () -> receiver.await(seen -> seen.spans().size() >= 4));

            client.post(Signal.TRACES, OtlpClient.twoLeases());
            client.post(Signal.TRACES, OtlpClient.twoLeases());

            assertThat(enough.join().spans()).hasSize(4);
        }

        @Test
        void of_another_format_path_or_method_is_turned_away() throws IOException {
            assertThat(client.post(Signal.TRACES, OtlpClient.twoLeases(), "application/json")
                            .getResponseCode())
                    .isEqualTo(415);
            assertThat(client.open("/v2/traces").getResponseCode()).isEqualTo(404);
            assertThat(client.open(Signal.LOGS.path()).getResponseCode()).isEqualTo(405);
            assertThat(client.post(Signal.TRACES, new byte[] {0x0f}).getResponseCode())
                    .isEqualTo(400);
            assertThat(receiver.spans()).isEmpty();
        }
    }

    @Nested
    class the_receiver {
        @Test
        void takes_the_port_it_is_given() {
            int port = receiver.port();
            receiver.close();

            try (OtlpReceiver successor = OtlpReceiver.start(port)) {
                assertThat(successor.endpoint()).isEqualTo("http://127.0.0.1:" + port);
            }
        }

        @Test
        void keeps_no_jvm_alive() {
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().startsWith("HTTP-Dispatcher")
                            || thread.getName().equals("otlp-receiver"))
                    .isNotEmpty()
                    .allMatch(Thread::isDaemon);
        }
    }
}
