/** What a failure means: its kind from the facts of an exception, its verdict from the state of the connection. Pure. */
@NullMarked
package io.connwake.pipeline.failure;

import org.jspecify.annotations.NullMarked;
