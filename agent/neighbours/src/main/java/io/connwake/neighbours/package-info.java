/** The matrix: what stands beside the agent, how the program is run there, and what must come of it. */
@NullMarked
package io.connwake.neighbours;

import org.jspecify.annotations.NullMarked;
