package io.connwake.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/** Posts exports by hand, where an exporter would hide what was answered. */
record OtlpClient(String endpoint) {
    static final String PROTOBUF = "application/x-protobuf";
    static final int PATIENT_MILLIS = 60_000;

    static byte[] twoLeases() {
        return Exported.traces("lease a", "lease b").toByteArray();
    }

    HttpURLConnection post(Signal signal, byte[] body) throws IOException {
        return post(signal, body, PROTOBUF);
    }

    HttpURLConnection post(Signal signal, byte[] body, String contentType) throws IOException {
        HttpURLConnection connection = request(signal, contentType, PATIENT_MILLIS);
        send(connection, body);
        connection.getResponseCode();
        return connection;
    }

    HttpURLConnection request(Signal signal, String contentType, int timeoutMillis) throws IOException {
        HttpURLConnection connection = open(signal.path());
        connection.setDoOutput(true);
        connection.setReadTimeout(timeoutMillis);
        connection.setRequestProperty("Content-Type", contentType);
        return connection;
    }

    HttpURLConnection open(String path) throws IOException {
        return (HttpURLConnection) URI.create(endpoint + path).toURL().openConnection();
    }

    static void send(HttpURLConnection connection, byte[] body) throws IOException {
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
    }
}
