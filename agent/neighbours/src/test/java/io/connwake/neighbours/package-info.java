/** The matrix as tests. */
@NullMarked
package io.connwake.neighbours;

import org.jspecify.annotations.NullMarked;
