package io.connwake.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus with this folder's configuration, but for the address of what it scrapes and how often. */
class PrometheusTest {
    private static final long PATIENCE_SECONDS = 60;

    @Test
    void every_query_of_a_dashboard_or_a_link_finds_what_the_collector_exposes(@TempDir Path directory)
            throws Exception {
        Tool prometheus = Tool.orSkip("prometheus");
        try (Exposition exposition = new Exposition()) {
            String address = "127.0.0.1:" + freePort();
            Path log = directory.resolve("log");
            Process process = prometheus.start(log, arguments(directory, exposition, address));
            try {
                List<String> empty = Queries.shown();
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
                while (!empty.isEmpty() && System.nanoTime() < end && process.isAlive()) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
                    empty = empty.stream()
                            .filter(query -> !answers(address, query))
                            .toList();
                }
                assertThat(empty).as(Files.readString(log)).isEmpty();
            } finally {
                process.destroy();
                process.waitFor();
            }
        }
    }

    private static List<String> arguments(Path directory, Exposition exposition, String address) throws IOException {
        String configuration = Files.readString(Folder.ROOT.resolve("prometheus.yaml"));
        assertThat(configuration).contains("collector:8889", "15s");
        Path file = directory.resolve("prometheus.yaml");
        Files.writeString(
                file,
                configuration.replace("collector:8889", exposition.target()).replace("15s", "1s"));
        Files.copy(Folder.ROOT.resolve("rules.yaml"), directory.resolve("rules.yaml"));
        return List.of(
                "--config.file=" + file,
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--web.listen-address=" + address);
    }

    private static boolean answers(String address, String query) {
        URI uri = URI.create(
                "http://" + address + "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        try {
            String body = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
            return hasNumber(new ObjectMapper().readTree(body));
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static boolean hasNumber(JsonNode answer) {
        List<String> values = new ArrayList<>();
        answer.at("/data/result")
                .forEach(series -> values.add(series.at("/value/1").asText()));
        return values.stream().anyMatch(value -> !value.equals("NaN"));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }
}
