package io.connwake.pipeline.origin;

/**
 * What can be set about the diagnosis.
 *
 * @param leakThresholdNanos a lease unused for so long is looked at
 * @param waitThresholdNanos an acquire that waits so long is a reason to look at all holders
 * @param acquireThresholdNanos a wait longer than this is worth a span
 * @param isLate the process ran before anything was heard of it, so that its pools may have been built then
 */
public record PipelineSettings(
        long leakThresholdNanos, long waitThresholdNanos, long acquireThresholdNanos, boolean isLate) {
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

    /** 30 s, 10 s and 1 ms, from the start of the process. */
    public static PipelineSettings defaults() {
        return new PipelineSettings(30 * SECOND, 10 * SECOND, SECOND / 1000, false);
    }
}
