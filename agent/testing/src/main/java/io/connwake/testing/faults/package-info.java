/** What of Connwake is to throw in a child JVM. */
@NullMarked
package io.connwake.testing.faults;

import org.jspecify.annotations.NullMarked;
