package io.connwake.lambda;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One HTTP/1.x answer, read whole: framed by its length, in chunks, or by the end of the stream. */
final class HttpReply {
    private static final int LONGEST_LINE = 16 * 1024;
    private static final int MOST_HEADERS = 200;
    private static final int LARGEST_BODY = 1 << 20;

    final int status;
    final String body;
    private final Map<String, String> headers;

    private HttpReply(int status, Map<String, String> headers, String body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** A stream that ends too early, or that speaks no HTTP, is an error. */
    static HttpReply read(InputStream in) throws IOException {
        int status = status(line(in));
        Map<String, String> headers = headers(in);
        while (status / 100 == 1) {
            status = status(line(in));
            headers = headers(in);
        }
        return new HttpReply(status, headers, new String(body(in, status, headers), StandardCharsets.UTF_8));
    }

    @Nullable
    String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    private static int status(String line) throws ProtocolException {
        boolean shaped = line.startsWith("HTTP/1.") && line.length() >= 12 && line.charAt(8) == ' ';
        if (!shaped) {
            throw new ProtocolException("no HTTP answer");
        }
        return number(line.substring(9, 12), 10);
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (int count = 0; count < MOST_HEADERS; count++) {
            String line = line(in);
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).trim().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).trim());
            }
        }
        throw new ProtocolException("too many headers");
    }

    private static byte[] body(InputStream in, int status, Map<String, String> headers) throws IOException {
        if (status == 204 || status == 304) {
            return new byte[0];
        }
        String encoding = headers.get("transfer-encoding");
        if (encoding != null && encoding.toLowerCase(Locale.ROOT).endsWith("chunked")) {
            return chunks(in);
        }
        String length = headers.get("content-length");
        return length == null ? bounded(in.readNBytes(LARGEST_BODY + 1)) : exactly(in, number(length, 10));
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String size = line(in);
            int semicolon = size.indexOf(';');
            int length = number(
                    semicolon < 0 ? size.trim() : size.substring(0, semicolon).trim(), 16);
            if (length == 0) {
                headers(in);
                return body.toByteArray();
            }
            body.write(exactly(in, length));
            bounded(body.size());
            if (!line(in).isEmpty()) {
                throw new ProtocolException("a chunk without an end");
            }
        }
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        bounded(length);
        byte[] read = in.readNBytes(length);
        if (read.length < length) {
            throw new EOFException("the answer was cut short");
        }
        return read;
    }

    private static byte[] bounded(byte[] body) throws ProtocolException {
        bounded(body.length);
        return body;
    }

    private static void bounded(int length) throws ProtocolException {
        if (length > LARGEST_BODY) {
            throw new ProtocolException("an answer of more than " + LARGEST_BODY + " bytes");
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection was closed before the answer was complete");
            }
            if (line.length() >= LONGEST_LINE) {
                throw new ProtocolException("a line of more than " + LONGEST_LINE + " bytes");
            }
            line.append((char) next);
        }
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    }

    private static int number(String text, int radix) throws ProtocolException {
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = Character.digit(text.charAt(i), radix);
            if (digit < 0 || i >= 7) {
                throw new ProtocolException("'" + text + "' is no number");
            }
            number = number * radix + digit;
        }
        if (text.isEmpty()) {
            throw new ProtocolException("a number is missing");
        }
        return number;
    }
}
