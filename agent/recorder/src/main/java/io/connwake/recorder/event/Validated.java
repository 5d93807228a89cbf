package io.connwake.recorder.event;

/** The driver's {@code isValid} said whether the connection lives. */
public record Validated(long startNanos, long atNanos, long connectionId, boolean ok) implements Event {}
