package io.connwake.dist;

import java.util.HashSet;
import java.util.Set;

/** The agent's rare lines on stderr. */
final class Notices {
    private final boolean debug;
    private final Set<String> said = new HashSet<>();

    Notices(boolean debug) {
        this.debug = debug;
    }

    void say(String text) {
        System.err.println("connwake: " + text);
    }

    /** Only with {@code connwake.debug=true}, and each text once. */
    void debug(String text) {
        if (debug && isNew(text)) {
            say(text);
        }
    }

    private boolean isNew(String text) {
        synchronized (said) {
            return said.size() < 1_000 && said.add(text);
        }
    }
}
