/**
 * Carries the exporters' requests over plain sockets: nothing of the host's HTTP settings, cookies or authenticators is
 * touched, and no agent that follows HTTP clients sees them. Knows nothing of Connwake's model.
 */
@NullMarked
package io.connwake.otlp.http;

import org.jspecify.annotations.NullMarked;
