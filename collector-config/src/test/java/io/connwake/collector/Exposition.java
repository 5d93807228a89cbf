package io.connwake.collector;

import com.sun.net.httpserver.HttpServer;
import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Metric;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands where the collector's Prometheus exporter does, with one series of each kind; counts grow with each scrape. */
final class Exposition implements AutoCloseable {
    /** Of what the collector asks servers; SCRAPES stands for a count. */
    private static final String SERVERS = """
            postgresql_connection_max{job="postgresql",server_address="db",server_port="5432"} 100
            postgresql_backends{job="postgresql",server_address="db",server_port="5432",database="orders"} 7
            mysql_connection_max{job="mysql",server_address="other",server_port="3306"} 151
            mysql_threads{job="mysql",server_address="other",server_port="3306",kind="connected"} 7
            mysql_max_used_connections{job="mysql",server_address="other",server_port="3306"} 9
            target_info{job="orders",instance="a",telemetry_distro_name="connwake",telemetry_distro_version="1"} 1
            mysql_connection_errors_total{job="mysql",server_address="other",server_port="3306",error="max_connections"} SCRAPES
            """;

    private final HttpServer server;
    private final AtomicInteger scrapes = new AtomicInteger();

    Exposition() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", exchange -> {
            byte[] text = text(scrapes.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        server.start();
    }

    String target() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static String text(int scrape) {
        StringBuilder text = new StringBuilder(SERVERS.replace("SCRAPES", String.valueOf(scrape)));
        for (Metric metric : Telemetry.metrics()) {
            List<String> names = Telemetry.names(metric);
            for (Metric.Point point : metric.points()) {
                String labels = "job=\"orders\",instance=\"a\"" + labels(point.attributes());
                Metric.Distribution distribution = point.distribution();
                if (distribution == null) {
                    long value = metric.kind() == Metric.Kind.UP_DOWN_COUNTER ? 1 : scrape;
                    line(text, names.get(0), labels, value);
                } else {
                    histogram(text, names, labels, distribution.bounds(), scrape);
                }
            }
        }
        return text.toString();
    }

    /** All in the third bucket. */
    private static void histogram(
            StringBuilder text, List<String> names, String labels, List<Double> bounds, int scrape) {
        List<String> edges =
                new ArrayList<>(bounds.stream().map(String::valueOf).toList());
        edges.add("+Inf");
        for (int i = 0; i < edges.size(); i++) {
            line(text, names.get(0), labels + ",le=\"" + edges.get(i) + '"', i < 2 ? 0 : scrape);
        }
        line(text, names.get(1), labels, scrape);
        line(text, names.get(2), labels, scrape);
    }

    private static void line(StringBuilder text, String name, String labels, long value) {
        text.append(name).append('{').append(labels).append("} ").append(value).append('\n');
    }

    private static String labels(Attributes attributes) {
        StringBuilder labels = new StringBuilder();
        attributes.forEach((key, value) -> labels.append(',')
                .append(Telemetry.underscored(key))
                .append("=\"")
                .append(value)
                .append('"'));
        return labels.toString();
    }
}
