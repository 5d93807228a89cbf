package io.connwake.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Notes every request; one that is no OTLP export is told so, any other meets the fault whose turn it is. */
final class Exports implements HttpHandler {
    static final String PROTOBUF = "application/x-protobuf";

    private final Inbox inbox;
    private final Faults faults;

    Exports(Inbox inbox, Faults faults) {
        this.inbox = inbox;
        this.faults = faults;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = read(exchange);
            long releases = faults.releases();
            inbox.arrived(request);
            int complaint = complaint(request);
            if (complaint == 0) {
                meetFault(exchange, request, releases);
            } else {
                exchange.sendResponseHeaders(complaint, -1);
            }
        }
    }

    private static Request read(HttpExchange exchange) throws IOException {
        Map<String, List<String>> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        byte[] body = exchange.getRequestBody().readAllBytes();
        boolean zipped = headers.getOrDefault("content-encoding", List.of()).contains("gzip");
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                headers,
                ByteString.copyFrom(zipped ? unzipped(body) : body));
    }

    private static byte[] unzipped(byte[] body) throws IOException {
        try (GZIPInputStream unzipping = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return unzipping.readAllBytes();
        }
    }

    /** The status that refuses what is no export, 0 for an export. */
    private static int complaint(Request request) {
        if (Signal.at(request.path()).isEmpty()) {
            return 404;
        } else if (!request.method().equals("POST")) {
            return 405;
        }
        return request.header("content-type").equals(PROTOBUF) ? 0 : 415;
    }

    private void meetFault(HttpExchange exchange, Request request, long releases) throws IOException {
        Signal signal = Signal.at(request.path()).orElseThrow();
        try {
            Telemetry telemetry = signal.read(request.body().toByteArray());
            Arrival.Hold hold = nanos -> faults.hold(releases, nanos);
            faults.next().meet(new Arrival(exchange, signal, telemetry, inbox, hold));
        } catch (InvalidProtocolBufferException | IllegalArgumentException unreadable) {
            exchange.sendResponseHeaders(400, -1);
        } catch (InterruptedException interrupted) {
            throw new InterruptedIOException("interrupted while holding an answer back");
        }
    }
}
