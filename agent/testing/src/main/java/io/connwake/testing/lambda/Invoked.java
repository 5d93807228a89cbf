package io.connwake.testing.lambda;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One invocation as Lambda's reports tell of it.
 *
 * @param environment which environment of a fleet, from 1
 * @param process which process of that environment, from 1: a reset makes a new one
 * @param number which invocation of that process, from 1
 * @param began when the event was handed out, by the emulator's clock
 * @param waited from its arrival until then: for an environment, for INIT
 * @param untilResponse until the response or error was posted, which is when the caller has it; until the reset if none was
 * @param untilEnd until the runtime and each extension that has invocations told to it were back in next
 * @param init what INIT took where this was its first invocation, else nothing
 * @param suppressedInit INIT ran inside the invocation because the environment had been reset
 * @param reset the environment was reset at the end, also where the response had been posted
 */
public record Invoked(
        String requestId,
        int environment,
        int process,
        int number,
        Outcome outcome,
        String payload,
        Instant began,
        Duration waited,
        Duration untilResponse,
        Duration untilEnd,
        Duration init,
        boolean suppressedInit,
        boolean reset,
        List<Happening> happenings) {

    public boolean cold() {
        return number == 1;
    }

    public boolean succeeded() {
        return outcome == Outcome.RESPONSE;
    }

    /** What the caller waited for. */
    public Duration latency() {
        return waited.plus(untilResponse);
    }

    /** After the response, while the environment was still busy. */
    public Duration afterResponse() {
        return untilEnd.minus(untilResponse);
    }

    /** In started milliseconds: the invocation, and INIT where it came before. */
    public long billedMillis() {
        Duration both = suppressedInit ? untilEnd : untilEnd.plus(init);
        return (both.toNanos() + 999_999) / 1_000_000;
    }
}
