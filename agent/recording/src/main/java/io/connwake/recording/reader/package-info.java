/**
 * Reads OTLP JSON lines, our recorder's and those of the collector or an SDK, with the JDK alone. Used by the command line
 * and never by the agent.
 */
@NullMarked
package io.connwake.recording.reader;

import org.jspecify.annotations.NullMarked;
