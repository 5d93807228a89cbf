/**
 * AWS Lambda: the runtime interface client's calls as units of work, the environment's freezes and thaws, and when what is
 * known goes out. The runtime's own types are known by name alone.
 */
@NullMarked
package io.connwake.lambda;

import org.jspecify.annotations.NullMarked;
