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
import javax.sql.DataSource;

/**
 * {@code POST /orders/ITEM/QUANTITY} over HTTP, each request on a thread of its own. Says on stdout where it listens, and
 * ends when its stdin does, so that it never outlives who started it.
 */
public final class OrderService {
    private final Orders orders;

    private OrderService(Orders orders) {
        this.orders = orders;
    }

    /** Arguments: pool ({@code hikaricp}, {@code dbcp2}), JDBC URL, {@code forgetful} or {@code careful}. */
    public static void main(String[] arguments) throws IOException {
        DataSource pool = Pools.named(arguments[0], arguments[1]);
        OrderService service =
                new OrderService(arguments[2].equals("careful") ? new CarefulOrders(pool) : new ForgetfulOrders(pool));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/orders/", service::serve);
        server.createContext("/health", exchange -> send(exchange, new Answer(200, "up")));
        AtomicInteger requests = new AtomicInteger();
        server.setExecutor(request -> new Thread(request, "request-" + requests.incrementAndGet()).start());
        server.start();
        endWithStdin();
        System.out.println("listening on " + server.getAddress().getPort());
    }

    private void serve(HttpExchange exchange) throws IOException {
        send(exchange, answer(order(exchange.getRequestURI())));
    }

    private Answer answer(Order order) {
        try {
            return orders.place(order);
        } catch (SQLException e) {
            return Answer.unavailable();
        }
    }

    private static Order order(URI uri) {
        String[] steps = uri.getPath().split("/", -1);
        return new Order(steps[2], Integer.parseInt(steps[3]));
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
