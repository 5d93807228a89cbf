/** Runs each of the faults once. */
@NullMarked
package io.connwake.faults;

import org.jspecify.annotations.NullMarked;
