package com.example.trouble.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/** A client; for a page whose name says so it has a trace to go on from. */
final class HttpVisit {
    private static final String CALLER = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private HttpVisit() {}

    static int visit(int port, String page) throws IOException {
        URI address = URI.create("http://127.0.0.1:" + port + "/shop" + page);
        HttpURLConnection asked = (HttpURLConnection) address.toURL().openConnection();
        if (page.contains("traced")) {
            asked.setRequestProperty("traceparent", CALLER);
        }
        int status = asked.getResponseCode();
        try (InputStream in = status < 400 ? asked.getInputStream() : asked.getErrorStream()) {
            if (in != null) {
                in.readAllBytes();
            }
        }
        return status;
    }
}
