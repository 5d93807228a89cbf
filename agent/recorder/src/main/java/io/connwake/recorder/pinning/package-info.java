/**
 * What in a statement, or in a JDBC call, makes a proxy keep one server session for a connection. Pure code over texts;
 * runs inside the application's calls, so it never throws, allocates next to nothing and takes time in proportion to the
 * text.
 */
@NullMarked
package io.connwake.recorder.pinning;

import org.jspecify.annotations.NullMarked;
