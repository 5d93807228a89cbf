package io.connwake.recorder.event;

import org.jspecify.annotations.Nullable;

/**
 * A thread has been inside an acquire since {@code sinceNanos}; {@code leaseId} is that of the acquire.
 *
 * @param at its innermost application frame; null as long as it was not looked at, which is in its first second
 */
public record Waiting(
        long atNanos,
        long sinceNanos,
        long leaseId,
        long poolId,
        ThreadRef thread,
        @Nullable CodeLine at) implements Event {}
