/** All that the application's class path can see of the agent: the way into its own class loader. */
@NullMarked
package io.connwake.agent;

import org.jspecify.annotations.NullMarked;
