package io.connwake.pipeline;

/** What the weaving has to say of itself. */
public interface Taps {
    /** Libraries that are there although no tap matched them. */
    long unmatched();
}
