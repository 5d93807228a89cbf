/**
 * A Java agent that makes methods of Connwake throw. It lies on the boot class path of a child JVM, for what is woven into
 * a hidden class must be visible there, and outside of the packages that the agent's own loader never asks others for.
 */
@NullMarked
package com.example.faults;

import org.jspecify.annotations.NullMarked;
