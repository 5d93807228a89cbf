/**
 * Requests as units of work: what a servlet container serves. Entered by the application's threads, through the recorder;
 * the container's own types are known by name alone.
 */
@NullMarked
package io.connwake.boundaries;

import org.jspecify.annotations.NullMarked;
