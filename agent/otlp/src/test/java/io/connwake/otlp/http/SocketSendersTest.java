package io.connwake.otlp.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.common.export.Compressor;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.MessageWriter;
import io.opentelemetry.sdk.common.export.ProxyOptions;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import java.io.IOException;
import java.io.OutputStream;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SocketSendersTest {
    private static final RetryPolicy QUICK = RetryPolicy.builder()
            .setMaxAttempts(3)
            .setInitialBackoff(Duration.ofMillis(10))
            .setMaxBackoff(Duration.ofMillis(20))
            .setBackoffMultiplier(1.5)
            .build();

    private final List<String> notices = new ArrayList<>();
    private long nanos;
    private final SocketSenders senders = new SocketSenders(notices::add, () -> nanos);

    @AfterEach
    void end() {
        senders.cut();
    }

    @Nested
    class an_answer {
        @Test
        void may_come_in_chunks() throws Exception {
            try (ScriptedServer server = new ScriptedServer(
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")) {
                assertThat(body(sent(server, QUICK))).isEqualTo("abcde");
            }
        }

        @Test
        void may_be_announced_and_have_no_length() throws Exception {
            try (ScriptedServer server = new ScriptedServer(
                    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nServer: any\r\n\r\nall the rest")) {
                assertThat(body(sent(server, QUICK))).isEqualTo("all the rest");
            }
        }

        @Test
        void that_points_elsewhere_is_not_followed() throws Exception {
            try (ScriptedServer elsewhere = new ScriptedServer();
                    ScriptedServer server = new ScriptedServer("HTTP/1.1 307 Elsewhere\r\nLocation: http://127.0.0.1:"
                            + elsewhere.port() + "/\r\nContent-Length: 0\r\n\r\n")) {
                assertThat(sent(server, QUICK).getStatusCode()).isEqualTo(307);
                assertThat(elsewhere.requests).isEmpty();
            }
        }

        @Test
        void that_is_cut_short_or_no_http_is_tried_again() throws Exception {
            try (ScriptedServer server =
                    new ScriptedServer("HTTP/1.1 503 No\r\nContent-Length: 9\r\n\r\nshort", "SSH-2.0\r\n", ok())) {
                assertThat(sent(server, QUICK).getStatusCode()).isEqualTo(200);
                assertThat(server.requests).hasSize(3);
            }
        }

        @Test
        void that_is_cut_short_after_it_said_yes_is_an_answer() throws Exception {
            try (ScriptedServer server =
                    new ScriptedServer("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort", ok())) {
                assertThat(sent(server, QUICK).getStatusCode()).isEqualTo(200);
                assertThat(server.requests).hasSize(1);
            }
        }

        @Test
        void that_asks_for_a_pause_longer_than_the_export_has_is_the_last_for_that_long() throws Exception {
            try (ScriptedServer server = new ScriptedServer(
                    "HTTP/1.1 429 Slow down\r\nRetry-After: 100\r\nContent-Length: 0\r\n\r\n", ok())) {
                assertThat(sent(server, QUICK).getStatusCode()).isEqualTo(429);
                assertThat(failure(server.port())).hasMessageContaining("not sent");
                nanos += TimeUnit.SECONDS.toNanos(100);
                assertThat(sent(server, QUICK).getStatusCode()).isEqualTo(200);
            }
        }
    }

    @Nested
    class a_request {
        @Test
        void is_a_plain_post_with_the_headers_it_was_given() throws Exception {
            try (ScriptedServer server = new ScriptedServer(ok())) {
                sent(server, QUICK);
                assertThat(server.requests.get(0))
                        .startsWith("POST /v1/traces HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n")
                        .contains("\r\nContent-Type: application/x-protobuf\r\n", "\r\nx-tenant: a\r\n")
                        .doesNotContain("smuggled")
                        .endsWith("\r\n\r\nhello");
            }
        }

        @Test
        void carries_no_cookie_of_the_host_and_leaves_it_none() throws Exception {
            CookieManager cookies = new CookieManager();
            CookieHandler before = CookieHandler.getDefault();
            CookieHandler.setDefault(cookies);
            try (ScriptedServer server =
                    new ScriptedServer("HTTP/1.1 200 OK\r\nSet-Cookie: ours=1\r\nContent-Length: 0\r\n\r\n")) {
                cookies.getCookieStore().add(URI.create("http://127.0.0.1"), new HttpCookie("theirs", "1"));
                sent(server, QUICK);
                assertThat(server.requests.get(0)).doesNotContain("theirs");
                assertThat(cookies.getCookieStore().getCookies()).hasSize(1);
            } finally {
                CookieHandler.setDefault(before);
            }
        }

        @Test
        void goes_through_the_proxy_it_was_given() throws Exception {
            try (ScriptedServer proxy = new ScriptedServer(ok())) {
                URI endpoint = URI.create("http://collector_1.invalid:4318/v1/traces");
                InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port());
                send(new Config(endpoint, QUICK, null, ProxyOptions.create(address)))
                        .get();
                assertThat(proxy.requests.get(0))
                        .startsWith(
                                "POST http://collector_1.invalid:4318/v1/traces HTTP/1.1\r\nHost: collector_1.invalid");
            }
        }
    }

    @Nested
    class a_peer_that_does_not_answer {
        @Test
        void is_left_alone_for_longer_each_time_and_named_once() throws Exception {
            try (Socket taken = new Socket()) {
                taken.bind(new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), 0)); // so that nobody else listens there
                int port = taken.getLocalPort();
                assertThat(failure(port)).isInstanceOf(java.net.ConnectException.class);
                assertThat(failure(port)).hasMessageContaining("not sent");
                nanos += TimeUnit.SECONDS.toNanos(5);
                assertThat(failure(port)).isInstanceOf(java.net.ConnectException.class);
                nanos += TimeUnit.SECONDS.toNanos(5);
                assertThat(failure(port)).hasMessageContaining("not sent");
            }
            assertThat(notices).hasSize(1);
            assertThat(senders.failures()).isEqualTo(4);
        }
    }

    @Nested
    class an_endpoint_under_tls {
        @TempDir
        Path directory;

        @Test
        void is_served_when_its_certificate_is_trusted_and_only_then() throws Exception {
            KeyStore keys = keys("localhost");
            SSLContext trusting = context(keys);
            try (ScriptedServer server = new ScriptedServer(trusting.getServerSocketFactory(), ok(), ok())) {
                URI endpoint = URI.create("https://localhost:" + server.port() + "/v1/traces");
                assertThat(send(new Config(endpoint, QUICK, trusting, null))
                                .get()
                                .getStatusCode())
                        .isEqualTo(200);
                assertThat(send(new Config(endpoint, QUICK, null, null)))
                        .failsWithin(30, TimeUnit.SECONDS)
                        .withThrowableThat()
                        .withCauseInstanceOf(javax.net.ssl.SSLException.class);
            }
        }

        @Test
        void is_refused_when_its_certificate_is_another_hosts() throws Exception {
            KeyStore keys = keys("elsewhere.invalid");
            SSLContext trusting = context(keys);
            try (ScriptedServer server = new ScriptedServer(trusting.getServerSocketFactory(), ok())) {
                URI endpoint = URI.create("https://localhost:" + server.port() + "/v1/traces");
                assertThat(send(new Config(endpoint, QUICK, trusting, null)))
                        .failsWithin(30, TimeUnit.SECONDS)
                        .withThrowableThat()
                        .withCauseInstanceOf(javax.net.ssl.SSLException.class);
            }
        }

        private KeyStore keys(String host) throws Exception {
            Path file = directory.resolve("keys.p12");
            String keytool =
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
            Process process = new ProcessBuilder(
                            keytool,
                            "-genkeypair",
                            "-alias",
                            "server",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=" + host,
                            "-ext",
                            "san=dns:" + host,
                            "-keystore",
                            file.toString(),
                            "-storepass",
                            "changeit")
                    .redirectErrorStream(true)
                    .start();
            process.getInputStream().readAllBytes();
            assertThat(process.waitFor()).isZero();
            return KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
        }

        private SSLContext context(KeyStore keys) throws Exception {
            KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(keys, "changeit".toCharArray());
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry("server", keys.getCertificate("server"));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        }
    }

    @Test
    void a_peer_that_did_not_answer_by_the_end_is_named_before_the_end_is_over() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI endpoint = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/v1/traces");
            CompletableFuture<?> unused = send(new Config(endpoint, null, null, null));
            try (Socket accepted = silent.accept()) {
                assertThat(accepted.getInputStream().read()).isPositive();
                senders.close();
                assertThat(notices).singleElement().asString().contains("no answer from", "none in time");
            }
        }
    }

    /** The SDK is shut down as soon as it has heard that. */
    @Test
    void a_peer_that_has_just_answered_is_not() throws Exception {
        try (ScriptedServer server = new ScriptedServer(ok())) {
            CompletableFuture<HttpResponse> outcome = new CompletableFuture<>();
            HttpSender sender = senders.createSender(to(server, null));
            sender.send(
                    new Hello(),
                    answer -> {
                        senders.close();
                        outcome.complete(answer);
                    },
                    outcome::completeExceptionally);
            assertThat(outcome.get().getStatusCode()).isEqualTo(200);
            assertThat(notices).isEmpty();
        }
    }

    private static String ok() {
        return "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    }

    private static String body(HttpResponse response) {
        return new String(response.getResponseBody(), StandardCharsets.ISO_8859_1);
    }

    private HttpResponse sent(ScriptedServer server, RetryPolicy policy) throws Exception {
        return send(to(server, policy)).get();
    }

    private Throwable failure(int port) throws InterruptedException {
        try {
            send(to(port, null)).get();
            throw new AssertionError("was answered");
        } catch (ExecutionException failed) {
            return Objects.requireNonNull(failed.getCause());
        }
    }

    private static Config to(ScriptedServer server, @Nullable RetryPolicy policy) {
        return to(server.port(), policy);
    }

    private static Config to(int port, @Nullable RetryPolicy policy) {
        return new Config(URI.create("http://127.0.0.1:" + port + "/v1/traces"), policy, null, null);
    }

    private CompletableFuture<HttpResponse> send(Config config) {
        CompletableFuture<HttpResponse> outcome = new CompletableFuture<>();
        senders.createSender(config).send(new Hello(), outcome::complete, outcome::completeExceptionally);
        return outcome;
    }

    private static final class Hello implements MessageWriter {
        @Override
        public void writeMessage(OutputStream out) throws IOException {
            out.write("hello".getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public int getContentLength() {
            return 5;
        }
    }

    private record Config(
            URI endpoint,
            @Nullable RetryPolicy policy,
            @Nullable SSLContext tls,
            @Nullable ProxyOptions proxy) implements HttpSenderConfig {
        @Override
        public URI getEndpoint() {
            return endpoint;
        }

        @Override
        public String getContentType() {
            return "application/x-protobuf";
        }

        @Override
        public @Nullable Compressor getCompressor() {
            return null;
        }

        @Override
        public Duration getTimeout() {
            return Duration.ofSeconds(10);
        }

        @Override
        public Duration getConnectTimeout() {
            return Duration.ofSeconds(10);
        }

        @Override
        public Supplier<Map<String, List<String>>> getHeadersSupplier() {
            return () -> Map.of("x-tenant", List.of("a"), "x-bad", List.of("b\r\nsmuggled: 1"));
        }

        @Override
        public @Nullable ProxyOptions getProxyOptions() {
            return proxy;
        }

        @Override
        public @Nullable RetryPolicy getRetryPolicy() {
            return policy;
        }

        @Override
        public @Nullable SSLContext getSslContext() {
            return tls;
        }

        @Override
        public @Nullable X509TrustManager getTrustManager() {
            return null;
        }

        @Override
        public @Nullable ExecutorService getExecutorService() {
            return null;
        }
    }
}
