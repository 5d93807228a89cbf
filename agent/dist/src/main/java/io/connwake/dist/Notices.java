package io.connwake.dist;

import io.connwake.pipeline.rules.Notice;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** The agent's rare lines on stderr. */
final class Notices implements Notice, Consumer<String> {
    private static final int MOST_REMEMBERED = 1_000;

    private final Set<String> said = new HashSet<>();
    private volatile boolean debug;

    @Override
    public void say(String text) {
        System.err.println("connwake: " + text);
    }

    @Override
    public void accept(String text) {
        say(text);
    }

    /** Whether {@link #debug} speaks at all: {@code connwake.debug=true}. */
    void debugging(boolean on) {
        debug = on;
    }

    /** Each text once. */
    void debug(String text) {
        if (debug && isNew(text)) {
            say(text);
        }
    }

    /** Each failure of a place once, with its stack. */
    void debug(String where, Throwable failure) {
        if (debug && isNew(where + failure)) {
            say(where + " failed");
            failure.printStackTrace();
        }
    }

    private boolean isNew(String text) {
        synchronized (said) {
            return said.size() < MOST_REMEMBERED && said.add(text);
        }
    }
}
