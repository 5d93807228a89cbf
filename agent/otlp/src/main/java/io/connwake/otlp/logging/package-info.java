/**
 * Stands in for {@code java.util.logging} in the shaded SDK: it counts what the SDK would print into the host's output.
 * Names and signatures are those that the SDK links to.
 */
@NullMarked
package io.connwake.otlp.logging;

import org.jspecify.annotations.NullMarked;
