package io.connwake.demo.stories;

import io.connwake.demo.recording.Recording;
import java.nio.file.Path;

/**
 * What one half of a story showed.
 *
 * @param seen measured from outside, in the unit of whoever suffers
 * @param hurts the symptom is there
 * @param uses so many connections at least were borrowed; an agent that saw fewer was blind
 * @param files its recordings, as one would name them
 */
record Half(String seen, boolean hurts, int uses, Recording recording, Path files) {}
