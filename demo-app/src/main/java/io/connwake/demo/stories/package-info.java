/** The stories, each a scenario and its corrected twin in one file, and the list of them. */
@NullMarked
package io.connwake.demo.stories;

import org.jspecify.annotations.NullMarked;
