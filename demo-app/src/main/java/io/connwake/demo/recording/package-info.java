/** Reads what the agent recorded; any OTLP JSON lines will do. */
@NullMarked
package io.connwake.demo.recording;

import org.jspecify.annotations.NullMarked;
