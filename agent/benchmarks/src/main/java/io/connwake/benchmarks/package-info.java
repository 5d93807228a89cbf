/**
 * Measures what the agent costs: each benchmark has its baseline beside it and prints ratios next to their targets;
 * none asserts.
 */
@NullMarked
package io.connwake.benchmarks;

import org.jspecify.annotations.NullMarked;
