/** For how long a peer lets a connection idle, as far as it can be seen from here. Pure: no threads, no clock. */
@NullMarked
package io.connwake.pipeline.idle;

import org.jspecify.annotations.NullMarked;
