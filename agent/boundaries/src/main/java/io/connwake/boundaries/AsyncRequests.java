package io.connwake.boundaries;

import io.connwake.recorder.IdentityKey;
import io.connwake.recorder.Invocation;
import io.connwake.recorder.Units;
import io.connwake.recorder.event.Ending;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The units of asynchronous requests under way, by the container's own request object: a weak table, in which no value
 * refers to its key. One whose end was never heard is ended when its request is garbage.
 */
final class AsyncRequests {
    private static final int MOST = 10_000;

    private final ConcurrentHashMap<IdentityKey, Invocation> units = new ConcurrentHashMap<>();
    private final ReferenceQueue<Object> garbage = new ReferenceQueue<>();
    private final Units all;

    AsyncRequests(Units all) {
        this.all = all;
    }

    void add(Object request, Invocation unit) {
        for (Reference<?> dead = garbage.poll(); dead != null; dead = garbage.poll()) {
            Invocation lost = units.remove(dead);
            if (lost != null) {
                all.end(lost, Ending.OK, null);
            }
        }
        if (units.size() < MOST) {
            units.put(new IdentityKey(request, garbage), unit);
        }
    }

    @Nullable
    Invocation find(Object request) {
        return units.isEmpty() ? null : units.get(new IdentityKey(request, null));
    }

    void remove(Object request) {
        units.remove(new IdentityKey(request, null));
    }
}
