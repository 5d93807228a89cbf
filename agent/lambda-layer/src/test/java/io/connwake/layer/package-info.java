/** The layer as it is packed, its wrapper, and functions that run with it on an emulated Lambda. */
@NullMarked
package io.connwake.layer;

import org.jspecify.annotations.NullMarked;
