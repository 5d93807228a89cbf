/** Puts the rooms together: configuration, class loading, weaving gate, threads and the end. Lives in the isolated loader. */
@NullMarked
package io.connwake.dist;

import org.jspecify.annotations.NullMarked;
