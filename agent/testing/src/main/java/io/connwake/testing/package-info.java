/**
 * Stand-ins for the world around the agent, used by tests only: an OTLP receiver with faults, PostgreSQL and MariaDB
 * servers, child JVMs, and a reader of recordings.
 */
@NullMarked
package io.connwake.testing;

import org.jspecify.annotations.NullMarked;
