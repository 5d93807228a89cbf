/**
 * Breaks one thing at a time under a correct program with the packaged agent, and looks whether anybody but the agent
 * suffers.
 */
@NullMarked
package io.connwake.faults;

import org.jspecify.annotations.NullMarked;
