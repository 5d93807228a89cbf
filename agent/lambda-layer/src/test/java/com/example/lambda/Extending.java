package com.example.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;

/**
 * Brings an internal extension of its own, told of invocations. After {@code "work"} it is busy for 200 ms, after
 * {@code "stick"} for ever.
 */
public final class Extending implements RequestHandler<String, String> {
    private static final String EXTENSIONS =
            "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2020-01-01/extension/";
    /** What each invocation asked for, so that extension and handler meet whichever comes first. */
    private static final SynchronousQueue<String> ORDERS = new SynchronousQueue<>();

    private final String identifier;

    public Extending() throws IOException {
        HttpURLConnection register = connect("register", "Lambda-Extension-Name", "own");
        register.setDoOutput(true);
        register.getOutputStream().write("{\"events\":[\"INVOKE\"]}".getBytes(StandardCharsets.UTF_8));
        read(register);
        identifier = register.getHeaderField("Lambda-Extension-Identifier");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("own extension was told to end")));
        Thread extension = new Thread(this::serve, "own-extension");
        extension.setDaemon(true);
        extension.start();
    }

    @Override
    public String handleRequest(String what, Context context) {
        try {
            ORDERS.put(what);
            if (what.equals("sleep")) {
                new CountDownLatch(1).await();
            }
            return "did " + what;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private void serve() {
        try {
            while (true) {
                read(connect("event/next", "Lambda-Extension-Identifier", identifier));
                after(ORDERS.take());
            }
        } catch (IOException | InterruptedException failed) {
            System.out.println("own extension failed: " + failed);
        }
    }

    private static void after(String order) throws InterruptedException {
        if (order.equals("work")) {
            Thread.sleep(200);
        }
        if (order.equals("stick")) {
            new CountDownLatch(1).await();
        }
    }

    private static HttpURLConnection connect(String path, String header, String value) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(EXTENSIONS + path).toURL().openConnection();
        connection.setRequestProperty(header, value);
        return connection;
    }

    private static void read(HttpURLConnection connection) throws IOException {
        try (InputStream in = connection.getInputStream()) {
            in.readAllBytes();
        }
    }
}
