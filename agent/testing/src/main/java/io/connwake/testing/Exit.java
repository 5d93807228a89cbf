package io.connwake.testing;

import java.time.Duration;

/**
 * How a child JVM ended. The CPU time is that of the whole process, user and system; after a signal the code is 128
 * plus its number.
 */
public record Exit(int code, String out, String err, Duration wallTime, Duration cpuTime) {}
