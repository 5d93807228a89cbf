package io.connwake.otlp.http;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Sends the messages of one exporter on threads of the {@link SocketSenders}. */
final class SocketSender implements HttpSender {
    private final HttpSenderConfig config;
    private final Exchange exchange;
    private final Peer peer;
    private final Executor threads;
    private final AtomicLong failures;
    private final Set<Call> calls = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    SocketSender(HttpSenderConfig config, Exchange exchange, Peer peer, Executor threads, AtomicLong failures) {
        this.config = config;
        this.exchange = exchange;
        this.peer = peer;
        this.threads = threads;
        this.failures = failures;
    }

    @Override
    public void send(MessageWriter message, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
        cutOverdue();
        if (closed || !peer.isWorthATry()) {
            lose(onError, new IOException("not sent: " + (closed ? "shut down" : "the peer does not answer")));
            return;
        }
        Call call = new Call(Deadline.after(config.getTimeout()));
        calls.add(call);
        try {
            threads.execute(() -> run(call, message, onResponse, onError));
        } catch (RejectedExecutionException busy) {
            calls.remove(call);
            lose(onError, busy);
        }
    }

    private void run(Call call, MessageWriter message, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
        try {
            new Export(config, exchange, peer, call)
                    .run(
                            message,
                            answer -> conclude(call, answer, onResponse),
                            failure -> lose(call, onError, failure));
        } finally {
            calls.remove(call);
        }
    }

    /** What is concluded is no longer under way, before anybody hears of it, who may cut what is. */
    private void conclude(Call call, Answer answer, Consumer<HttpResponse> onResponse) {
        calls.remove(call);
        if (!answer.accepted()) {
            failures.incrementAndGet();
        }
        onResponse.accept(answer);
    }

    private void lose(Call call, Consumer<Throwable> onError, Throwable why) {
        calls.remove(call);
        lose(onError, why);
    }

    private void lose(Consumer<Throwable> onError, Throwable why) {
        failures.incrementAndGet();
        onError.accept(why);
    }

    private void cutOverdue() {
        for (Iterator<Call> each = calls.iterator(); each.hasNext(); ) {
            Call call = each.next();
            if (call.deadline().remainingNanos() < 0) {
                call.cut();
            }
        }
    }

    @Override
    public CompletableResultCode shutdown() {
        cut();
        return CompletableResultCode.ofSuccess();
    }

    /** Ends what is under way and takes nothing more. That its peer did not answer in time is said here: the JVM may end. */
    void cut() {
        closed = true;
        if (!calls.isEmpty()) {
            peer.unreachable(new InterruptedIOException("none in time"));
        }
        for (Call call : calls) {
            call.cut();
        }
    }
}
