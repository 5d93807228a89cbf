/** The programs that run as children, in the application's place; they know nothing of the agent. */
@NullMarked
package io.connwake.benchmarks.program;

import org.jspecify.annotations.NullMarked;
