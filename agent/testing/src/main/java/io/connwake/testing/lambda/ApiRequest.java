package io.connwake.testing.lambda;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What was asked; header names in lower case. */
record ApiRequest(String method, String path, Map<String, String> headers, String body) {
    static ApiRequest of(String method, String path, Map<String, String> headers, byte[] body) {
        return new ApiRequest(method, path, headers, new String(body, StandardCharsets.UTF_8));
    }

    /** Empty where it was not sent. */
    String header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, "");
    }
}
