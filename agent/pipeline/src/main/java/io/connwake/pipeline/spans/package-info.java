/** Builds spans from what the ledger understood and decides which of them each output gets. */
@NullMarked
package io.connwake.pipeline.spans;

import org.jspecify.annotations.NullMarked;
