package com.example.beside;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A request over HTTP; whoever sends it is not traced. */
public final class WebEntry implements Entry {
    @Override
    public void enter(Work work) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/orders", exchange -> answer(exchange, work));
        server.start();
        try {
            ask(server.getAddress());
        } finally {
            server.stop(0);
        }
    }

    private static void answer(HttpExchange exchange, Work work) throws IOException {
        try {
            work.run();
            exchange.sendResponseHeaders(204, -1);
        } catch (Exception failed) {
            exchange.sendResponseHeaders(500, -1);
        } finally {
            exchange.close();
        }
    }

    private static void ask(InetSocketAddress server) throws IOException {
        try (Socket client = new Socket(server.getAddress(), server.getPort())) {
            String request = "GET /orders HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n";
            client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream answer = client.getInputStream();
            String status = new String(answer.readNBytes(12), StandardCharsets.US_ASCII);
            if (!status.endsWith("204")) {
                throw new IOException(status);
            }
            answer.readAllBytes();
        }
    }
}
