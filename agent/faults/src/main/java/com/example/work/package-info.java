/** Correct programs: the same output and exit code each time, with the agent and without. They know the JDK, two pools and H2. */
@NullMarked
package com.example.work;

import org.jspecify.annotations.NullMarked;
