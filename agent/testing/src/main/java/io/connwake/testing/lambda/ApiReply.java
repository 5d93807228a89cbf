package io.connwake.testing.lambda;

import java.util.LinkedHashMap;
import java.util.Map;

/** An answer in JSON. */
record ApiReply(int status, Map<String, String> headers, String body) {
    static ApiReply ok(String body) {
        return new ApiReply(200, Map.of(), body);
    }

    static ApiReply accepted() {
        return new ApiReply(202, Map.of(), "{\"status\":\"OK\"}");
    }

    static ApiReply refused(int status, String type, String message) {
        return new ApiReply(status, Map.of(), "{\"errorMessage\":\"" + message + "\",\"errorType\":\"" + type + "\"}");
    }

    ApiReply header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new ApiReply(status, more, body);
    }
}
