/**
 * Finds the classes worth hooking and weaves the hooks into them, on whatever thread loads the class. No class is ever
 * loaded from here, and byte-buddy does not leave this room.
 */
@NullMarked
package io.connwake.weaving;

import org.jspecify.annotations.NullMarked;
