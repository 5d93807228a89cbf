package io.connwake.demo.stage;

import io.connwake.demo.stage.Reply.Fate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Sends requests to a service and waits for an answer as long as its patience lasts. */
public final class Customer {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;
    private final Duration patience;

    public Customer(int port, Duration patience) {
        this.port = port;
        this.patience = patience;
    }

    /** One request after the other. */
    public List<Reply> inTurn(int times, String path) {
        return IntStream.range(0, times).mapToObj(time -> send(path).join()).toList();
    }

    /** All requests at the same time. */
    public List<Reply> atOnce(int times, String path) {
        List<CompletableFuture<Reply>> sent =
                IntStream.range(0, times).mapToObj(time -> send(path)).toList();
        return sent.stream().map(CompletableFuture::join).toList();
    }

    private CompletableFuture<Reply> send(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(patience)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        long startNanos = System.nanoTime();
        return http.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .handle((response, failure) -> new Reply(
                        failure == null ? fate(response.statusCode()) : fate(failure),
                        Duration.ofNanos(System.nanoTime() - startNanos)));
    }

    private static Fate fate(int status) {
        return status < 500 ? Fate.ANSWERED : Fate.FAILED;
    }

    private static Fate fate(Throwable failure) {
        Throwable reason = failure.getCause() instanceof IOException cause ? cause : failure;
        return reason instanceof HttpTimeoutException ? Fate.GIVEN_UP : Fate.FAILED;
    }
}
