package io.connwake.dist;

import io.connwake.agent.Premain;
import io.connwake.pipeline.rules.Notice;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The agent's rare lines on stderr. */
final class Notices implements Notice, Consumer<String> {
    private static final int MOST_REMEMBERED = 1_000;
    private static final int MOST_OF_OUTPUTS = 5;

    private final Set<String> said = new HashSet<>();
    private final ArrayDeque<String> ofOutputs = new ArrayDeque<>();
    private volatile boolean debug;

    @Override
    public void say(String text) {
        Premain.say(plain(text));
    }

    /** One line, whatever names are in it: without what steers a terminal or turns the direction of writing. */
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean turns = (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
            plain.append(Character.isISOControl(c) || turns ? '?' : c);
        }
        return plain.toString();
    }

    /** What goes wrong with an output: whoever asks later hears it again. */
    @Override
    public void accept(String text) {
        synchronized (ofOutputs) {
            if (ofOutputs.size() == MOST_OF_OUTPUTS) {
                ofOutputs.removeFirst();
            }
            ofOutputs.addLast(text);
        }
        say(text);
    }

    /** The last lines about outputs. */
    List<String> ofOutputs() {
        synchronized (ofOutputs) {
            return List.copyOf(ofOutputs);
        }
    }

    /** Says it where it was not said before. */
    void once(String text) {
        if (isNew(text)) {
            say(text);
        }
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
