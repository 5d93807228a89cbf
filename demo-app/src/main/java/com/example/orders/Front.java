package com.example.orders;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * HTTP on the loopback address, each request on a thread of its own. Says on stdout where it listens, and ends when its
 * stdin does, so that it never outlives who started it.
 */
final class Front {
    private final HttpServer server;

    Front() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AtomicInteger requests = new AtomicInteger();
        server.setExecutor(request -> new Thread(request, "request-" + requests.incrementAndGet()).start());
    }

    /** What answers a request; where it fails, the customer is told to try again. */
    interface Desk {
        Answer answer(URI asked) throws SQLException;
    }

    Front at(String path, Desk desk) {
        server.createContext(path, exchange -> serve(exchange, desk));
        return this;
    }

    void open() {
        server.start();
        endWithStdin();
        System.out.println("listening on " + server.getAddress().getPort());
    }

    private static void serve(HttpExchange exchange, Desk desk) throws IOException {
        Answer answer;
        try {
            answer = desk.answer(exchange.getRequestURI());
        } catch (SQLException e) {
            answer = Answer.unavailable();
        }
        send(exchange, answer);
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static void endWithStdin() {
        Thread watch = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    } finally {
                        System.exit(0);
                    }
                },
                "stdin");
        watch.setDaemon(true);
        watch.start();
    }
}
