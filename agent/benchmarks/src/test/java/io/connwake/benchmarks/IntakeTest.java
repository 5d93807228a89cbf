package io.connwake.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwake.benchmarks.Intake.Health;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class IntakeTest {
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void an_export_by_otlp_is_answered_by_a_message_without_a_field_and_counted() throws Exception {
        try (Intake intake = Intake.open(Health.HEALTHY)) {
            HttpResponse<byte[]> answer = client.send(request(intake, "/v1/traces"), BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
            assertThat(intake.bytes()).isEqualTo(5);
        }
    }

    @Test
    void any_other_is_answered_by_an_object() throws Exception {
        try (Intake intake = Intake.open(Health.HEALTHY)) {
            HttpResponse<String> answer = client.send(request(intake, "/intake/v2/events"), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{}");
        }
    }

    @Test
    @Timeout(30)
    void a_dead_one_takes_what_comes_and_answers_nobody() throws IOException {
        CompletableFuture<HttpResponse<String>> answer;
        try (Intake intake = Intake.open(Health.DEAD)) {
            answer = client.sendAsync(request(intake, "/v1/traces"), BodyHandlers.ofString());
            while (intake.bytes() < 5) {
                Thread.onSpinWait();
            }
            assertThat(answer).isNotDone();
        }
        assertThatThrownBy(answer::join).isInstanceOf(CompletionException.class);
    }

    private static HttpRequest request(Intake intake, String path) {
        return HttpRequest.newBuilder(URI.create(intake.url() + path))
                .POST(BodyPublishers.ofString("bytes"))
                .build();
    }
}
