/** The drain: one daemon thread that turns the recorder's events into spans, metrics and findings. */
@NullMarked
package io.connwake.pipeline;

import org.jspecify.annotations.NullMarked;
