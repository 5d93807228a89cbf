package io.connwake.pipeline.idle;

/**
 * Between these two lies the limit: what idled for up to {@code lowerNanos} lived, what idled for {@code upperNanos} or
 * longer was dead.
 *
 * @param deaths beyond it, each with a cause of its own
 * @param exceptions deaths below it and survivals beyond it
 */
public record IdleBracket(long lowerNanos, long upperNanos, int deaths, long survivals, int exceptions) {}
