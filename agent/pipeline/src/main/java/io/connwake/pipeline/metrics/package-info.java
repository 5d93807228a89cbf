/** Counts and histograms in plain arrays, for the drain thread alone, and their report as metrics. */
@NullMarked
package io.connwake.pipeline.metrics;

import org.jspecify.annotations.NullMarked;
