package io.connwake.testing.lambda;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An invocation that is under way; all but its constants is guarded by the sandbox's lock. */
final class Invocation {
    final String requestId = UUID.randomUUID().toString();
    final Instant began = Instant.now();
    final long beganNanos = System.nanoTime();
    final Event event;
    final long deadlineMillis;

    @Nullable
    Outcome outcome;

    String answer = "";
    long answeredNanos;
    boolean ended;
    long endedNanos;

    Invocation(Event event, Duration timeout) {
        this.event = event;
        this.deadlineMillis = began.plus(timeout).toEpochMilli();
    }

    boolean answered() {
        return outcome != null;
    }

    void answer(Outcome how, String body) {
        outcome = how;
        answer = body;
        answeredNanos = System.nanoTime();
    }

    void end() {
        ended = true;
        endedNanos = System.nanoTime();
    }
}
