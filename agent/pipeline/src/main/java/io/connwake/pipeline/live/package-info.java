/** What is known at this moment, for a person who asks from outside; made on the drain thread, changes nothing. */
@NullMarked
package io.connwake.pipeline.live;

import org.jspecify.annotations.NullMarked;
