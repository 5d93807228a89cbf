package io.connwake.recorder.event;

import org.jspecify.annotations.Nullable;

/**
 * A request and its answer.
 *
 * @param method {@code GET}, {@code POST} and so on
 * @param route the pattern that matched, {@code /orders/{id}}; null if it is not known
 * @param status of the response; 0 if there was none
 */
public record HttpExchange(String method, @Nullable String route, int status) {}
