package io.connwake.pipeline.ledger;

import io.connwake.recorder.event.Closed;

/**
 * How a connection ended, and when.
 *
 * @param wasHeld somebody had it then
 * @param isDiscarded its close was not heard: it was found dead, and its pool has let go of it
 */
record ConnectionEnd(Closed.How how, long atNanos, boolean wasHeld, boolean isDiscarded) {}
