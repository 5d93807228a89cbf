package io.connwake.otlp.http;

import io.opentelemetry.sdk.common.export.HttpResponse;

/** What the peer said. */
final class Answer implements HttpResponse {
    private final int status;
    private final String message;
    private final byte[] body;
    private final long retryAfterNanos;

    /** {@code retryAfterNanos} is 0 where the peer named no pause. */
    Answer(int status, String message, byte[] body, long retryAfterNanos) {
        this.status = status;
        this.message = message;
        this.body = body;
        this.retryAfterNanos = retryAfterNanos;
    }

    @Override
    public int getStatusCode() {
        return status;
    }

    @Override
    public String getStatusMessage() {
        return message;
    }

    @Override
    public byte[] getResponseBody() {
        return body;
    }

    long retryAfterNanos() {
        return retryAfterNanos;
    }

    boolean accepted() {
        return status >= 200 && status < 300;
    }

    /** The four that OTLP calls retryable. */
    boolean worthRetrying() {
        return status == 429 || status == 502 || status == 503 || status == 504;
    }
}
