package io.connwake.demo.stories;

import io.connwake.demo.stage.Stage;

/** A scenario that hurts and its corrected twin, played one after the other. */
public interface Story {
    /** As asked for on the command line; its recordings bear it too. */
    String name();

    Telling play(Stage stage) throws Exception;
}
