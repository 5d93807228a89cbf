package io.connwake.otlp;

import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one exporter was given and did not get rid of: it is kept to be exported again, the newest if there is too much, but
 * for what was refused for good. Safe for use by many threads.
 */
final class Unsent<T> {
    static final int MOST = 2_048;

    private final Function<Collection<T>, CompletableResultCode> exporter;
    private final Deque<T> kept = new ArrayDeque<>();
    private int underWay;
    private long delivered;
    private long dropped;

    Unsent(Function<Collection<T>, CompletableResultCode> exporter) {
        this.exporter = exporter;
    }

    CompletableResultCode export(Collection<T> items) {
        List<T> batch = List.copyOf(items);
        synchronized (this) {
            underWay += batch.size();
        }
        CompletableResultCode result = new CompletableResultCode().fail();
        try {
            result = exporter.apply(batch);
        } finally {
            CompletableResultCode known = result;
            result.whenComplete(() -> settle(batch, known));
        }
        return result;
    }

    /** What failed before, once more. */
    CompletableResultCode again() {
        List<T> batch;
        synchronized (this) {
            batch = List.copyOf(kept);
            kept.clear();
        }
        return batch.isEmpty() ? CompletableResultCode.ofSuccess() : export(batch);
    }

    synchronized int waiting() {
        return kept.size() + underWay;
    }

    /** Delivered, or given up. */
    synchronized long gone() {
        return delivered + dropped;
    }

    synchronized long dropped() {
        return dropped;
    }

    private synchronized void settle(List<T> batch, CompletableResultCode result) {
        underWay -= batch.size();
        if (result.isSuccess()) {
            delivered += batch.size();
        } else if (isRefusal(result.getFailureThrowable())) {
            dropped += batch.size();
        } else {
            keep(batch);
        }
    }

    private void keep(List<T> batch) {
        for (T each : batch) {
            if (kept.size() >= MOST) {
                kept.poll();
                dropped++;
            }
            kept.add(each);
        }
    }

    /** An answer that no other time would change: all but the four that OTLP calls retryable. */
    private static boolean isRefusal(@Nullable Throwable failure) {
        HttpResponse answer = failure instanceof HttpExportException failed ? failed.getResponse() : null;
        if (answer == null) {
            return false;
        }
        int status = answer.getStatusCode();
        return status != 429 && status != 502 && status != 503 && status != 504;
    }
}
