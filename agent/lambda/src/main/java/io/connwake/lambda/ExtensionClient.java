package io.connwake.lambda;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Lambda's Extensions API (2020-01-01) on plain sockets, one for each call: one that is kept from call to call may be dead
 * after a freeze without anybody knowing. What is not as the API has it is an {@link IOException}. Never says that the
 * extension failed, for that would end the environment.
 */
final class ExtensionClient {
    private static final int CONNECT_MILLIS = 1_000;
    private static final String PATH = "/2020-01-01/extension/";
    private static final String IDENTIFIER = "Lambda-Extension-Identifier";

    private final String host;
    private final int port;
    private @Nullable String identifier;

    /** @param api host and port, as in {@code AWS_LAMBDA_RUNTIME_API} */
    ExtensionClient(String api) {
        int colon = api.lastIndexOf(':');
        boolean named = colon > api.lastIndexOf(']');
        String name = named ? api.substring(0, colon) : api;
        this.host = name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
        this.port = named ? port(api.substring(colon + 1)) : 80;
    }

    /**
     * What came to be known by registering.
     *
     * @param identifier by which all else is asked
     * @param accountId of the function's owner; null if it was not told
     */
    record Registered(String identifier, @Nullable String accountId) {}

    /** @param deadlineEpochMillis -1 if it was not told */
    record Happening(String type, String requestId, long deadlineEpochMillis) {
        boolean isInvocation() {
            return type.equals("INVOKE");
        }
    }

    /** Loads and links all that {@link #register} needs, which would else take longer than itself. Sends nothing. */
    void warmUp() throws IOException {
        byte[] reply = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII);
        Registered none = registered(HttpReply.read(new ByteArrayInputStream(reply)));
        if (none == null) {
            connected().close();
        }
    }

    /**
     * Registers as an internal extension.
     *
     * @param events quoted names, separated by commas; empty for none
     * @param timeoutMillis after which the answer is waited for no longer
     */
    Registered register(String name, String events, int timeoutMillis) throws IOException {
        String body = "{\"events\":[" + events + "]}";
        String head = "POST " + PATH + "register HTTP/1.1\r\nLambda-Extension-Name: " + name
                + "\r\nLambda-Extension-Accept-Feature: accountId\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n";
        HttpReply reply = exchange(head, body, timeoutMillis);
        Registered registered = registered(reply);
        if (registered == null) {
            throw new ProtocolException("registration was answered " + reply.status);
        }
        identifier = registered.identifier();
        return registered;
    }

    private static @Nullable Registered registered(HttpReply reply) {
        String given = reply.header(IDENTIFIER);
        if (reply.status != 200 || given == null || given.isEmpty()) {
            return null;
        }
        return new Registered(given, EventText.value(reply.body, "accountId"));
    }

    /** Waits for what happens next, for as long as it takes: the environment may be frozen meanwhile. */
    Happening next() throws IOException {
        String head = "GET " + PATH + "event/next HTTP/1.1\r\n" + IDENTIFIER + ": " + identifier + "\r\n";
        HttpReply reply = exchange(head, "", 0);
        String type = EventText.value(reply.body, "eventType");
        if (reply.status != 200 || type == null) {
            throw new ProtocolException("the wait for an event was answered " + reply.status);
        }
        String requestId = EventText.value(reply.body, "requestId");
        return new Happening(type, requestId == null ? "" : requestId, EventText.number(reply.body, "deadlineMs"));
    }

    private HttpReply exchange(String head, String body, int timeoutMillis) throws IOException {
        try (Socket socket = connected()) {
            socket.setSoTimeout(timeoutMillis);
            String request = head + "Host: " + host + ":" + port + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return HttpReply.read(new BufferedInputStream(socket.getInputStream()));
        }
    }

    private Socket connected() throws IOException {
        Socket socket = new Socket(Proxy.NO_PROXY);
        try {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            socket.setTcpNoDelay(true);
            return socket;
        } catch (IOException refused) {
            socket.close();
            throw refused;
        }
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            return port > 0 && port <= 65_535 ? port : 80;
        } catch (NumberFormatException none) {
            return 80;
        }
    }
}
