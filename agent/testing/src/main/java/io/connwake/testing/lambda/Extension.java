package io.connwake.testing.lambda;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/** An internal extension, guarded by the sandbox's lock. */
final class Extension {
    final String name;
    final Set<String> events;
    final Deque<String> pending = new ArrayDeque<>();

    /** Counts its calls of next: where it calls again, the call before waits in vain. */
    long turn;

    private boolean waiting;
    private boolean hasAsked;

    Extension(String name, Set<String> events) {
        this.name = name;
        this.events = events;
    }

    boolean isToldOfInvocations() {
        return events.contains("INVOKE");
    }

    void asks() {
        turn++;
        waiting = true;
        hasAsked = true;
    }

    String take() {
        waiting = false;
        return pending.remove();
    }

    boolean isInitialised() {
        return hasAsked;
    }

    boolean isIdle() {
        return waiting && pending.isEmpty();
    }
}
