/** The storyteller: plays the stories in order and prints them; knows Connwake by its recordings alone. */
@NullMarked
package io.connwake.demo;

import org.jspecify.annotations.NullMarked;
