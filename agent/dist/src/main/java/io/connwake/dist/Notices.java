package io.connwake.dist;

import java.util.HashSet;
import java.util.Set;

/** The agent's rare lines on stderr. */
final class Notices {
    private final Set<String> said = new HashSet<>();
    private volatile boolean debug;

    void say(String text) {
        System.err.println("connwake: " + text);
    }

    /** Whether {@link #debug(String)} speaks at all: {@code connwake.debug=true}. */
    void debug(boolean on) {
        debug = on;
    }

    /** Each text once. */
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
