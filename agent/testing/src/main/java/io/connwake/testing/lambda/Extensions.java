package io.connwake.testing.lambda;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The extensions of one life of a function's process, guarded by the sandbox's lock. */
final class Extensions {
    private static final int MOST = 10;

    private final Map<String, Extension> registered = new LinkedHashMap<>();
    private boolean closed;

    /** Its identifier, or nothing where registration is closed, the name is taken or there are too many. */
    @Nullable
    String register(String name, Set<String> events) {
        boolean taken = registered.values().stream().anyMatch(each -> each.name.equals(name));
        if (closed || taken || registered.size() == MOST) {
            return null;
        }
        String id = UUID.randomUUID().toString();
        registered.put(id, new Extension(name, events));
        return id;
    }

    /** From the runtime's first call on nobody may register any more. */
    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    @Nullable
    Extension find(String id) {
        return registered.get(id);
    }

    boolean isEmpty() {
        return registered.isEmpty();
    }

    /** All have asked for what is next. */
    boolean areInitialised() {
        return registered.values().stream().allMatch(Extension::isInitialised);
    }

    /** All that are told of invocations wait for the next one. */
    boolean areIdle() {
        return registered.values().stream()
                .filter(Extension::isToldOfInvocations)
                .allMatch(Extension::isIdle);
    }

    void tellOfInvocation(String event) {
        for (Extension each : registered.values()) {
            if (each.isToldOfInvocations()) {
                each.pending.add(event);
            }
        }
    }
}
