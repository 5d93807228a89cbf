/**
 * Writes what leaves the pipeline to a file, as OTLP JSON lines; the JDK alone, one file, entered by the drain thread
 * alone.
 */
@NullMarked
package io.connwake.recording;

import org.jspecify.annotations.NullMarked;
