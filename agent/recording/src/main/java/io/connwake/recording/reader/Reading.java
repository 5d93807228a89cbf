package io.connwake.recording.reader;

/**
 * What a recording was like.
 *
 * @param lines those that ended in a newline, and the last one if it is whole, without blank ones
 * @param unreadable those of them that were no OTLP
 * @param isTorn the last line was cut off, as by a killed process; it was left out
 */
public record Reading(long lines, long spans, long unreadable, boolean isTorn) {}
