package io.connwake.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A command of the system that must succeed. */
final class Shell {
    private Shell() {}

    static void run(String... command) {
        try {
            int code = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (code != 0) {
                throw new IllegalStateException(List.of(command) + " ended with " + code);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("interrupted while a command ran", interrupted);
        }
    }
}
