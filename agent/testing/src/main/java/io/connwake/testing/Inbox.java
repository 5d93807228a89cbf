package io.connwake.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What has arrived, and the waiting for more of it. */
final class Inbox {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final List<Request> requests = new ArrayList<>();
    private final List<Telemetry> taken = new ArrayList<>();

    void arrived(Request request) {
        grow(() -> requests.add(request));
    }

    void take(Telemetry telemetry) {
        grow(() -> taken.add(telemetry));
    }

    List<Request> requests() {
        return locked(() -> List.copyOf(requests));
    }

    Telemetry telemetry() {
        return locked(() -> Telemetry.all(taken));
    }

    Telemetry awaitTelemetry(Predicate<Telemetry> enough) {
        return await(this::telemetry, enough);
    }

    List<Request> awaitRequests(int count) {
        return await(this::requests, sofar -> sofar.size() >= count);
    }

    private <T> T await(Supplier<T> sofar, Predicate<T> enough) {
        lock.lock();
        try {
            long leftNanos = PATIENCE.toNanos();
            T now = sofar.get();
            while (!enough.test(now)) {
                if (leftNanos <= 0) {
                    throw new AssertionError("not in " + PATIENCE.toSeconds() + " s; what came: " + summary());
                }
                leftNanos = grown.awaitNanos(leftNanos);
                now = sofar.get();
            }
            return now;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for telemetry", interrupted);
        } finally {
            lock.unlock();
        }
    }

    private String summary() {
        Telemetry all = Telemetry.all(taken);
        return requests.size() + " requests, spans "
                + all.spans().stream().map(SpanSeen::name).toList() + ", metrics " + all.metricNames() + ", findings "
                + all.findings();
    }

    private void grow(Runnable change) {
        locked(() -> {
            change.run();
            grown.signalAll();
            return this;
        });
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
