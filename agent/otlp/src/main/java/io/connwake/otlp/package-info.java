/**
 * Hands spans, metrics and findings to the OpenTelemetry SDK, which lives here and nowhere else; entered by the drain
 * thread alone.
 */
@NullMarked
package io.connwake.otlp;

import org.jspecify.annotations.NullMarked;
