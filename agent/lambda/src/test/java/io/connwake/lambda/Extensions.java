package io.connwake.lambda;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An Extensions API that answers each request with the next of its answers, and waits until there is one. */
final class Extensions implements AutoCloseable {
    static final String ACCEPTED =
            "HTTP/1.1 200 OK\r\nLambda-Extension-Identifier: ext-7\r\nContent-Length: 28\r\n\r\n{\"accountId\":\"123456789012\"}";
    static final String CLOSE = "";

    private final ServerSocket listening;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<List<String>> requests = new LinkedBlockingQueue<>();
    private final Thread accepting;
    private volatile boolean closed;

    Extensions() {
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException unavailable) {
            throw new UncheckedIOException(unavailable);
        }
        accepting = daemon(this::accept);
    }

    String address() {
        return "127.0.0.1:" + listening.getLocalPort();
    }

    void answers(String... next) {
        answers.addAll(List.of(next));
    }

    static String reply(String head, String body) {
        return "HTTP/1.1 " + head + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    static String invoke(String requestId, long deadlineEpochMillis) {
        return reply(
                "200 OK",
                "{ \"eventType\" : \"INVOKE\", \"deadlineMs\" : " + deadlineEpochMillis + ", \"requestId\" : \""
                        + requestId + "\", \"tracing\": {\"type\": \"X-Amzn-Trace-Id\"} }");
    }

    /** Lines of the next request, its body the last. */
    List<String> request() throws InterruptedException {
        List<String> next = requests.poll(20, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no request came");
        }
        return next;
    }

    private void accept() {
        while (!closed) {
            try {
                Socket socket = listening.accept();
                daemon(() -> serve(socket));
            } catch (IOException ended) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            List<String> lines = new ArrayList<>();
            int length = 0;
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                lines.add(line);
                if (line.startsWith("Content-Length: ")) {
                    length = Integer.parseInt(line.substring("Content-Length: ".length()));
                }
            }
            if (lines.isEmpty()) {
                return; // no more than a look whether anybody is there
            }
            char[] body = new char[length];
            int read = length == 0 ? 0 : in.read(body);
            lines.add(new String(body, 0, Math.max(0, read)));
            requests.add(lines);
            socket.getOutputStream().write(answers.take().getBytes(StandardCharsets.US_ASCII));
        } catch (IOException gone) {
            // The client has given up.
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** The port is free only once nobody waits for a caller any more. */
    @Override
    public void close() {
        closed = true;
        try {
            listening.close();
            accepting.join();
        } catch (IOException stuck) {
            throw new UncheckedIOException(stuck);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
