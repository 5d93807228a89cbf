package io.connwake.pipeline.origin;

/**
 * What can be set about the diagnosis.
 *
 * @param leakThresholdNanos a lease unused for so long is looked at
 * @param waitThresholdNanos an acquire that waits so long is a reason to look at all holders
 * @param acquireThresholdNanos a wait longer than this is worth a span
 */
public record PipelineSettings(long leakThresholdNanos, long waitThresholdNanos, long acquireThresholdNanos) {
    private static final long SECOND = 1_000_000_000L;

    public PipelineSettings {
        if (leakThresholdNanos <= 0) {
            throw new IllegalArgumentException("leak threshold must be positive, not " + leakThresholdNanos + " ns");
        }
        if (waitThresholdNanos <= 0) {
            throw new IllegalArgumentException("wait threshold must be positive, not " + waitThresholdNanos + " ns");
        }
        if (acquireThresholdNanos < 0) {
            throw new IllegalArgumentException(
                    "acquire threshold must not be negative, but is " + acquireThresholdNanos + " ns");
        }
    }

    /** 30 s, 10 s and 1 ms. */
    public static PipelineSettings defaults() {
        return new PipelineSettings(30 * SECOND, 10 * SECOND, SECOND / 1000);
    }
}
