package io.connwake.testing.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An HTTP/1.1 server for a few connections that are kept: a daemon thread each, and no delayed acknowledgements. */
final class ApiServer implements AutoCloseable {
    private final Api api;
    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private ApiServer(Api api) throws IOException {
        this.api = api;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    static ApiServer start(Api api) {
        try {
            ApiServer server = new ApiServer(api);
            daemon("lambda-api", server::accept);
            return server;
        } catch (IOException unavailable) {
            throw new UncheckedIOException(unavailable);
        }
    }

    /** For {@code AWS_LAMBDA_RUNTIME_API}. */
    String address() {
        return "127.0.0.1:" + listening.getLocalPort();
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket each : open) {
                each.close();
            }
        } catch (IOException stuck) {
            throw new UncheckedIOException(stuck);
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                open.add(socket);
                daemon("lambda-api-connection", () -> serve(socket));
            } catch (IOException closed) {
                // The loop's condition tells.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            ApiConnection connection = new ApiConnection(socket);
            for (ApiRequest request = connection.read(); request != null; request = connection.read()) {
                connection.write(api.answer(request));
            }
        } catch (IOException | Gone ended) {
            // So the other side sees it end.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
