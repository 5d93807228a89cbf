package io.connwake.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whatever an agent exports to: OTLP, Datadog's agent or Elastic's server, as far as each needs an answer to go on. It
 * counts bytes and reads nothing in them, so that it takes as little as can be of the processors that it shares with what
 * is measured.
 */
final class Intake implements AutoCloseable {
    static {
        // Read once, by the first HttpServer of the JVM. Without it every exchange waits for a delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    static final Duration SLOWNESS = Duration.ofSeconds(1);

    private static final byte[] NO_OTLP_REJECTION = {};
    private static final byte[] DATADOG_TAKES = json("{\"endpoints\":[\"/v0.4/traces\"],\"client_drop_p0s\":false}");
    private static final byte[] TAKEN = json("{}");

    private final HttpServer server;
    private final ExecutorService answering = Executors.newCachedThreadPool(Intake::daemon);
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong requests = new AtomicLong();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Health health;

    /** How it answers: at once, a second later, or never. */
    enum Health {
        HEALTHY("healthy collector"),
        SLOW("collector answers after 1 s"),
        DEAD("collector never answers");

        final String words;

        Health(String words) {
            this.words = words;
        }
    }

    private Intake(HttpServer server, Health health) {
        this.server = server;
        this.health = health;
    }

    static Intake open(Health health) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Intake intake = new Intake(server, health);
        server.createContext("/", intake::answer);
        server.setExecutor(intake.answering);
        server.start();
        return intake;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Of bodies, as they were sent. */
    long bytes() {
        return bytes.get();
    }

    long requests() {
        return requests.get();
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
        answering.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            count(exchange.getRequestBody());
            if (health == Health.HEALTHY || !isOverWithin()) {
                String path = exchange.getRequestURI().getPath();
                byte[] body = isOtlp(path) ? NO_OTLP_REJECTION : path.equals("/info") ? DATADOG_TAKES : TAKEN;
                exchange.getResponseHeaders()
                        .set("Content-Type", isOtlp(path) ? "application/x-protobuf" : "application/json");
                exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void count(InputStream body) throws IOException {
        byte[] buffer = new byte[16_384];
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            bytes.addAndGet(read);
        }
    }

    /** Holds the answer back. */
    private boolean isOverWithin() throws InterruptedException {
        long millis = health == Health.SLOW ? SLOWNESS.toMillis() : Long.MAX_VALUE;
        return over.await(millis, TimeUnit.MILLISECONDS);
    }

    private static boolean isOtlp(String path) {
        return path.equals("/v1/traces") || path.equals("/v1/metrics") || path.equals("/v1/logs");
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "intake");
        thread.setDaemon(true);
        return thread;
    }
}
