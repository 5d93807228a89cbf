package io.connwake.otlp.http;

import io.opentelemetry.sdk.common.export.Compressor;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.MessageWriter;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Sends one message, as often as the retry policy, the peer's {@code Retry-After} and the deadline allow. */
final class Export {
    private final HttpSenderConfig config;
    private final Exchange exchange;
    private final Peer peer;
    private final Call call;

    Export(HttpSenderConfig config, Exchange exchange, Peer peer, Call call) {
        this.config = config;
        this.exchange = exchange;
        this.peer = peer;
        this.call = call;
    }

    /** Tells exactly one of the two. */
    void run(MessageWriter message, Consumer<Answer> onAnswer, Consumer<Throwable> onError) {
        Throwable failure = new IOException("export failed unexpectedly");
        Answer answer = null;
        try {
            answer = answerTo(body(message));
        } catch (IOException told) {
            failure = told;
            peer.gaveUp();
        } finally {
            if (answer == null) {
                onError.accept(failure);
            }
        }
        if (answer != null) {
            heed(answer);
            onAnswer.accept(answer);
        }
    }

    private void heed(Answer answer) {
        peer.answered();
        if (answer.worthRetrying()) {
            peer.asksFor(answer.retryAfterNanos());
        } else if (!answer.accepted()) {
            peer.refused(answer);
        }
    }

    private Answer answerTo(byte[] body) throws IOException {
        RetryPolicy policy = config.getRetryPolicy();
        int attempts = policy == null ? 1 : policy.getMaxAttempts();
        for (int attempt = 1; ; attempt++) {
            long pauseNanos = policy == null ? 0 : backoffNanos(policy, attempt);
            try {
                Answer answer = exchange.run(call, headers(), body);
                pauseNanos = Math.max(pauseNanos, answer.retryAfterNanos());
                if (!answer.worthRetrying() || attempt >= attempts || !leavesTime(pauseNanos)) {
                    return answer;
                }
            } catch (IOException failure) {
                peer.unreachable(call.isCut() ? new InterruptedIOException("none in time") : failure);
                if (call.isCut()
                        || attempt >= attempts
                        || !isWorthRetrying(policy, failure)
                        || !leavesTime(pauseNanos)) {
                    throw failure;
                }
            }
            call.pause(pauseNanos);
        }
    }

    private boolean leavesTime(long pauseNanos) {
        return pauseNanos < call.deadline().remainingNanos();
    }

    private static long backoffNanos(RetryPolicy policy, int attempt) {
        double nanos = policy.getInitialBackoff().toNanos() * Math.pow(policy.getBackoffMultiplier(), attempt - 1);
        double jitter = ThreadLocalRandom.current().nextDouble(0.8, 1.2);
        return (long) (jitter * Math.min(nanos, (double) policy.getMaxBackoff().toNanos()));
    }

    /** Where nobody ever listened, retries would only hold up the end of a short program. */
    private boolean isWorthRetrying(@Nullable RetryPolicy policy, IOException failure) {
        if (failure instanceof ConnectException && !peer.hasEverAnswered()) {
            return false;
        }
        if (policy != null && policy.getRetryExceptionPredicate() != null) {
            return policy.getRetryExceptionPredicate().test(failure);
        }
        return !(failure instanceof SSLException);
    }

    private Map<String, List<String>> headers() {
        Map<String, List<String>> headers = config.getHeadersSupplier().get();
        return headers == null ? Map.of() : headers;
    }

    private byte[] body(MessageWriter message) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(Math.max(512, message.getContentLength()));
        Compressor compressor = config.getCompressor();
        if (compressor == null) {
            message.writeMessage(body);
            return body.toByteArray();
        }
        try (OutputStream compressed = compressor.compress(body)) {
            message.writeMessage(compressed);
        }
        return body.toByteArray();
    }
}
