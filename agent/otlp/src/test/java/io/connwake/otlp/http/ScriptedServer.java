package io.connwake.otlp.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/** Takes one connection after the other and answers each with the next of its answers, byte by byte as written. */
final class ScriptedServer implements AutoCloseable {
    private final ServerSocket server;
    private final List<String> answers = new CopyOnWriteArrayList<>();
    final List<String> requests = new CopyOnWriteArrayList<>();

    ScriptedServer(ServerSocketFactory sockets, String... answers) throws IOException {
        this.answers.addAll(List.of(answers));
        server = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    ScriptedServer(String... answers) throws IOException {
        this(ServerSocketFactory.getDefault(), answers);
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        try {
            while (true) {
                serve(server.accept());
            }
        } catch (IOException closed) {
            answers.clear();
        }
    }

    private void serve(Socket accepted) {
        try (Socket socket = accepted) {
            requests.add(request(socket.getInputStream()));
            if (!answers.isEmpty()) {
                socket.getOutputStream().write(answers.remove(0).getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().flush();
            }
        } catch (IOException handshakeFailed) {
            requests.add("");
        }
    }

    private static String request(InputStream in) throws IOException {
        StringBuilder request = new StringBuilder();
        int body = -1;
        while (body < 0 || request.length() < body) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("request cut short");
            }
            request.append((char) next);
            if (body < 0 && request.toString().endsWith("\r\n\r\n")) {
                body = request.length() + contentLength(request.toString());
            }
        }
        return request.toString();
    }

    private static int contentLength(String head) {
        return head.lines()
                .filter(line -> line.startsWith("Content-Length: "))
                .mapToInt(line -> Integer.parseInt(line.substring(16)))
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
