package io.connwake.otlp.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * One POST and its answer, on a socket of its own that is closed afterwards. Exports are seconds apart: a socket kept
 * open between them would be exactly the kind that a NAT or a freeze breaks unseen.
 */
final class Exchange {
    private final Dialer dialer;
    private final URI endpoint;
    private final String head;
    private final long mostBodyBytes;

    Exchange(Dialer dialer, URI endpoint, String contentType, String contentEncoding, long mostBodyBytes) {
        this.dialer = dialer;
        this.endpoint = endpoint;
        this.mostBodyBytes = mostBodyBytes;
        String encoding = contentEncoding.isEmpty() ? "" : "\r\nContent-Encoding: " + contentEncoding;
        this.head = " HTTP/1.1\r\nHost: " + dialer.origin().authority() + "\r\nConnection: close\r\nContent-Type: "
                + contentType + encoding + "\r\n";
    }

    Answer run(Call call, Map<String, List<String>> headers, byte[] body) throws IOException {
        Proxy proxy = dialer.proxy();
        Socket socket = dialer.dial(call, proxy);
        try {
            OutputStream out = socket.getOutputStream();
            out.write(request(proxy, headers, body.length).getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            out.flush();
            return new AnswerReader(socket, call.deadline()).read(mostBodyBytes);
        } finally {
            socket.close();
        }
    }

    private String request(Proxy proxy, Map<String, List<String>> headers, int contentLength) {
        StringBuilder request = new StringBuilder(512).append("POST ");
        if (proxy.type() == Proxy.Type.HTTP && !dialer.origin().tls()) {
            request.append(dialer.origin());
        }
        request.append(path()).append(head);
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            for (String value : header.getValue()) {
                append(request, header.getKey(), value);
            }
        }
        return request.append("Content-Length: ")
                .append(contentLength)
                .append("\r\n\r\n")
                .toString();
    }

    /** A configured value with a line break would become a header or a request of its own: it is left out. */
    private static void append(StringBuilder request, String name, String value) {
        if (isOneLine(name) && isOneLine(value)) {
            request.append(name).append(": ").append(value).append("\r\n");
        }
    }

    private static boolean isOneLine(String text) {
        return text.indexOf('\r') < 0 && text.indexOf('\n') < 0;
    }

    private String path() {
        String path = endpoint.getRawPath();
        String query = endpoint.getRawQuery();
        return (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
    }
}
