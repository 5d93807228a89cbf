/**
 * What woven code calls. In the agent jar these few classes become {@code java.lang.Connwake…}, so that every class
 * loader and every module sees them; they know {@code java.base} alone.
 */
@NullMarked
package io.connwake.boot;

import org.jspecify.annotations.NullMarked;
