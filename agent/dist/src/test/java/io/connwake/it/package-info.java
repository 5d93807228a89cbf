/** The packaged jar under programs of {@code com.example}, each run in a JVM of its own. */
@NullMarked
package io.connwake.it;

import org.jspecify.annotations.NullMarked;
