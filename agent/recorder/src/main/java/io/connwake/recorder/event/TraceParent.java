package io.connwake.recorder.event;

/** The span of another tracer that was current, as W3C ids; {@code traceHigh} and {@code traceLow} are its 128 bits. */
public record TraceParent(long traceHigh, long traceLow, long spanId, boolean sampled) {}
