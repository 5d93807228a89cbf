/** Where times, ids and phases come from; injected, so that the same events always give the same telemetry. */
@NullMarked
package io.connwake.pipeline.origin;

import org.jspecify.annotations.NullMarked;
