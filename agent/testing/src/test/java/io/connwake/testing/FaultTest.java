package io.connwake.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultTest {
    private static final int SHORT_MILLIS = 200;

    private final OtlpReceiver receiver = OtlpReceiver.start();
    private final OtlpClient client = new OtlpClient(receiver.endpoint());

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void a_fault_with_a_status_takes_nothing_and_tells_when_to_come_again() throws IOException {
        receiver.fail(Fault.status(429, 7));

        HttpURLConnection answer = client.post(Signal.TRACES, OtlpClient.twoLeases());

        assertThat(answer.getResponseCode()).isEqualTo(429);
        assertThat(answer.getHeaderField("Retry-After")).isEqualTo("7");
        assertThat(receiver.spans()).isEmpty();
        assertThat(receiver.requestCount()).isEqualTo(1);
    }

    @Test
    void a_fault_said_once_befalls_one_request() throws IOException {
        receiver.failOnce(Fault.status(503));

        assertThat(client.post(Signal.TRACES, OtlpClient.twoLeases()).getResponseCode())
                .isEqualTo(503);
        assertThat(client.post(Signal.TRACES, OtlpClient.twoLeases()).getResponseCode())
                .isEqualTo(200);
    }

    @Test
    void a_fault_is_over_when_healed() throws IOException {
        receiver.fail(Fault.status(503));
        receiver.heal();

        assertThat(client.post(Signal.TRACES, OtlpClient.twoLeases()).getResponseCode())
                .isEqualTo(200);
    }

    @Test
    void a_fault_of_refusing_lets_nobody_connect_until_healed() throws IOException {
        receiver.refuse();
        assertThatThrownBy(() -> client.post(Signal.TRACES, OtlpClient.twoLeases()))
                .isInstanceOf(ConnectException.class);

        receiver.heal();
        assertThat(client.post(Signal.TRACES, OtlpClient.twoLeases()).getResponseCode())
                .isEqualTo(200);
    }

    @Test
    void a_fault_of_hanging_never_answers_until_released() throws IOException {
        receiver.fail(Fault.hang());
        HttpURLConnection impatient = client.request(Signal.TRACES, OtlpClient.PROTOBUF, SHORT_MILLIS);
        OtlpClient.send(impatient, OtlpClient.twoLeases());
        assertThatThrownBy(impatient::getResponseCode).isInstanceOf(SocketTimeoutException.class);

        CompletableFuture<Void> released =
                CompletableFuture.runAsync(() -> receiver.awaitRequests(2)).thenRun(receiver::release);
        HttpURLConnection patient = client.request(Signal.TRACES, OtlpClient.PROTOBUF, OtlpClient.PATIENT_MILLIS);
        patient.setChunkedStreamingMode(0);
        OtlpClient.send(patient, OtlpClient.twoLeases());
        assertThatThrownBy(patient::getResponseCode)
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(SocketTimeoutException.class);
        released.join();
        assertThat(receiver.spans()).isEmpty();
    }

    @Test
    void a_fault_of_slowness_answers_properly_later() throws IOException {
        receiver.fail(Fault.slow(Duration.ofMillis(SHORT_MILLIS)));

        assertThat(client.post(Signal.TRACES, OtlpClient.twoLeases()).getResponseCode())
                .isEqualTo(200);
        assertThat(receiver.spans()).hasSize(2);
    }

    @Test
    void a_fault_of_partial_success_takes_the_rest_and_says_so() throws IOException {
        receiver.fail(Fault.partialSuccess(1, "too long"));

        try (InputStream answer =
                client.post(Signal.TRACES, OtlpClient.twoLeases()).getInputStream()) {
            var partial = ExportTraceServiceResponse.parseFrom(answer).getPartialSuccess();
            assertThat(partial.getRejectedSpans()).isEqualTo(1);
            assertThat(partial.getErrorMessage()).isEqualTo("too long");
        }
        assertThat(receiver.spans()).extracting(SpanSeen::name).containsExactly("lease b");
    }

    @Test
    void a_fault_of_garbage_answers_success_with_what_is_no_message() throws IOException {
        receiver.fail(Fault.garbage());

        HttpURLConnection answer = client.post(Signal.TRACES, OtlpClient.twoLeases());

        assertThat(answer.getResponseCode()).isEqualTo(200);
        try (InputStream body = answer.getInputStream()) {
            assertThatThrownBy(() -> ExportTraceServiceResponse.parseFrom(body)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_fault_of_dropping_closes_the_connection_in_the_middle_of_the_answer() {
        receiver.fail(Fault.dropMidAnswer());
        HttpRequest export = HttpRequest.newBuilder(URI.create(receiver.endpoint(Signal.TRACES)))
                .header("Content-Type", OtlpClient.PROTOBUF)
                .POST(BodyPublishers.ofByteArray(OtlpClient.twoLeases()))
                .build();

        assertThatThrownBy(() -> HttpClient.newHttpClient().send(export, BodyHandlers.ofByteArray()))
                .isInstanceOf(IOException.class);
        assertThat(receiver.spans()).hasSize(2);
    }
}
