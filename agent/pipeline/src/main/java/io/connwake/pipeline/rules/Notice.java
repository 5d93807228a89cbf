package io.connwake.pipeline.rules;

/** Prints a line for the person at the terminal. */
public interface Notice {
    void say(String line);
}
