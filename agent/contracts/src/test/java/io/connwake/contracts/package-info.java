/** What every pool and every driver must show under the packaged agent. */
@NullMarked
package io.connwake.contracts;

import org.jspecify.annotations.NullMarked;
