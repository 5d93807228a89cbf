/** State machines of pool, connection and lease: pure code over events, no thread, no clock, no exporter. */
@NullMarked
package io.connwake.pipeline.ledger;

import org.jspecify.annotations.NullMarked;
