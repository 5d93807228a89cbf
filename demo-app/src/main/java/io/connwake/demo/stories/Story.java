package io.connwake.demo.stories;

import io.connwake.demo.stage.Stage;
import java.util.Optional;

/** A scenario that hurts and its corrected twin, played one after the other. */
public interface Story {
    /** Of the trouble that it tells of, from 1 to 7; several may tell of one. */
    int number();

    /** As asked for on the command line; its recordings bear it too. */
    String name();

    /** In a few words. */
    String about();

    /** The program without which it can't be played and the package that brings it; empty if nothing is missing here. */
    default Optional<String> lacks() {
        return Optional.empty();
    }

    /** Sets off what must be under way for long before there is anything to tell; it goes on beside other stories. */
    default void begin(Stage stage) throws Exception {}

    Telling play(Stage stage) throws Exception;
}
