/** The application threads' side: hooks end here as events in bounded lanes; nothing here blocks, calls JDBC or exports. */
@NullMarked
package io.connwake.recorder;

import org.jspecify.annotations.NullMarked;
