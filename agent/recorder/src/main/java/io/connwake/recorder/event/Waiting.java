package io.connwake.recorder.event;

import org.jspecify.annotations.Nullable;

/**
 * A thread has been inside an acquire since {@code sinceNanos}; {@code leaseId} is that of the acquire.
 *
 * @param at its innermost application frame; null as long as it was not looked at, which is in its first second
 * @param busy whether the thread itself runs, or a connection is being opened or tested somewhere: it need not be one that comes
 *     back for which it waits
 */
public record Waiting(
        long atNanos,
        long sinceNanos,
        long leaseId,
        long poolId,
        ThreadRef thread,
        @Nullable CodeLine at,
        boolean busy) implements Event {}
