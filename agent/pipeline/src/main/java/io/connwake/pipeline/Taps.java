package io.connwake.pipeline;

import io.connwake.pipeline.metrics.Counts;

/** What the weaving has to say of itself. */
public interface Taps {
    /** Libraries that are there although no tap matched them, by their names, and classes that could not be woven. */
    Counts unmatched();
}
