package io.connwake.otlp.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Reads one HTTP/1.1 answer, whatever its framing, before the deadline; of a longer body only the beginning is kept. */
final class AnswerReader {
    private static final int LONGEST_LINE = 16 * 1024;
    private static final int MOST_HEADERS = 200;

    private final Socket socket;
    private final InputStream in;
    private final Deadline deadline;
    private final byte[] buffer = new byte[2048];
    private int position;
    private int limit;

    private long contentLength = -1;
    private boolean chunked;
    private long retryAfterNanos;

    AnswerReader(Socket socket, Deadline deadline) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.deadline = deadline;
    }

    Answer read(long mostBodyBytes) throws IOException {
        Answer head = head();
        while (head.getStatusCode() / 100 == 1) {
            head = head();
        }
        boolean bodiless = head.getStatusCode() == 204 || head.getStatusCode() == 304;
        byte[] body = bodiless ? new byte[0] : body(head, mostBodyBytes);
        return new Answer(head.getStatusCode(), head.getStatusMessage(), body, retryAfterNanos);
    }

    /** Who answers 2xx has taken it, whatever becomes of the rest: to send it again would double it. */
    private byte[] body(Answer head, long mostBytes) throws IOException {
        try {
            return body(mostBytes);
        } catch (IOException broken) {
            if (head.getStatusCode() / 100 == 2) {
                return new byte[0];
            }
            throw broken;
        }
    }

    /** The head alone, as in the answer to CONNECT. */
    Answer head() throws IOException {
        String status = line();
        if (!status.startsWith("HTTP/1.") || status.length() < 12) {
            throw new ProtocolException("not an HTTP answer");
        }
        int code = (int) number(status.substring(9, 12), -1);
        if (code < 100) {
            throw new ProtocolException("no status code");
        }
        headers();
        return new Answer(code, status.length() > 13 ? status.substring(13) : "", new byte[0], retryAfterNanos);
    }

    private void headers() throws IOException {
        String line = line();
        for (int count = 0; !line.isEmpty(); count++, line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1 || count > MOST_HEADERS) {
                throw new ProtocolException("bad headers");
            }
            header(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
    }

    private void header(String name, String value) {
        switch (name) {
            case "content-length" -> contentLength = number(value, -1);
            case "transfer-encoding" -> chunked = value.toLowerCase(Locale.ROOT).endsWith("chunked");
            // The form that names a date is rare and needs a common clock: the policy's own pause is used then.
            case "retry-after" -> retryAfterNanos = TimeUnit.SECONDS.toNanos(number(value, 0));
            default -> {}
        }
    }

    private byte[] body(long most) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        if (!chunked) {
            take(contentLength < 0 ? Long.MAX_VALUE : contentLength, contentLength < 0, most, kept);
            return kept.toByteArray();
        }
        for (long size = chunkSize(); size > 0; size = chunkSize()) {
            take(size, false, most, kept);
            line();
        }
        return kept.toByteArray();
    }

    private long chunkSize() throws IOException {
        String line = line();
        int semicolon = line.indexOf(';');
        String digits = (semicolon < 0 ? line : line.substring(0, semicolon)).trim();
        if (digits.isEmpty() || digits.length() > 8) {
            throw new ProtocolException("bad chunk");
        }
        try {
            return Long.parseLong(digits, 16);
        } catch (NumberFormatException bad) {
            throw new ProtocolException("bad chunk");
        }
    }

    private void take(long bytes, boolean untilEnd, long most, ByteArrayOutputStream kept) throws IOException {
        for (long i = 0; i < bytes; i++) {
            int next = next();
            if (next < 0) {
                if (untilEnd) {
                    return;
                }
                throw new EOFException("answer cut short");
            }
            if (kept.size() >= most) {
                return;
            }
            kept.write(next);
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(64);
        for (int next = next(); next != '\n'; next = next()) {
            if (next < 0) {
                throw new EOFException("connection closed without an answer");
            }
            if (line.size() > LONGEST_LINE) {
                throw new ProtocolException("line too long");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private int next() throws IOException {
        if (position == limit) {
            socket.setSoTimeout(deadline.remainingMillis());
            limit = in.read(buffer, 0, buffer.length);
            position = 0;
            if (limit <= 0) {
                limit = 0;
                return -1;
            }
        }
        return buffer[position++] & 0xff;
    }

    private static long number(String digits, long otherwise) {
        try {
            long value = Long.parseLong(digits);
            return value < 0 ? otherwise : value;
        } catch (NumberFormatException bad) {
            return otherwise;
        }
    }
}
