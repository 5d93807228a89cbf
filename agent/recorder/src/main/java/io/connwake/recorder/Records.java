package io.connwake.recorder;

import io.connwake.boot.Carrier;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.reflect.Proxy;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds and keeps our record of an object of the application: in the slot that the weaver gave to its class, or, for
 * classes that have none (loaded before us, JDK proxies), in a bounded weak identity table. No record refers to its
 * object. The table is cleaned by the drain alone.
 */
final class Records {
    private static final int MOST_KEPT = 10_000;
    private static final int DEEPEST_NESTING = 8;

    private final ConcurrentHashMap<IdentityKey, Object> table = new ConcurrentHashMap<>();
    private final ReferenceQueue<Object> gone = new ReferenceQueue<>();

    @Nullable
    Object of(Object object) {
        if (object instanceof Carrier carrier && !(object instanceof Proxy)) {
            return carrier.connwake$record();
        }
        return table.isEmpty() ? null : table.get(new IdentityKey(object, null));
    }

    /** The pool that a data source is known to be, or to enclose. */
    @Nullable
    PoolRecord pool(Object dataSource) {
        Object record = of(dataSource);
        if (record instanceof PoolRecord.Enclosing outer) {
            return outer.pool;
        }
        return record instanceof PoolRecord pool ? pool : null;
    }

    /** False if there is no room for it. */
    boolean put(Object object, Object ours) {
        if (object instanceof Carrier carrier && !(object instanceof Proxy)) {
            carrier.connwake$record(ours);
            return true;
        }
        return keep(object, ours);
    }

    /** Whether an object has its record in a slot, which goes with it. */
    static boolean isInSlot(Object object) {
        return object instanceof Carrier && !(object instanceof Proxy);
    }

    /** What the table has of an object that is done with. */
    void forget(Object object) {
        if (!isInSlot(object)) {
            table.remove(new IdentityKey(object, null));
        }
    }

    /** The record that all threads agree on, whoever comes first. */
    Object putIfAbsent(Object object, Object ours) {
        if (table.size() >= MOST_KEPT) {
            put(object, ours);
            return ours;
        }
        Object earlier = table.putIfAbsent(new IdentityKey(object, gone), ours);
        Object agreed = earlier == null ? ours : earlier;
        if (object instanceof Carrier carrier && !(object instanceof Proxy)) {
            carrier.connwake$record(agreed);
        }
        return agreed;
    }

    /** The physical connection that a handle leads to through the fields of its wrappers, or null. */
    // equals() is the application's, and some handles are equal to each other
    @Nullable
    PhysicalRecord physicalWithin(Object handle) {
        Object at = handle;
        for (int i = 0; i < DEEPEST_NESTING; i++) {
            if (!(at instanceof Carrier carrier) || at instanceof Proxy) {
                return null;
            }
            Object inner = carrier.connwake$inner();
            if (inner == null || inner == at) {
                return null;
            }
            if (of(inner) instanceof PhysicalRecord found) {
                return found;
            }
            at = inner;
        }
        return null;
    }

    /** The connection to which the fields of its wrappers lead. */
    // equals() is the application's
    static Object innermost(Object handle) {
        Object at = handle;
        for (int i = 0; i < DEEPEST_NESTING; i++) {
            Object inner = at instanceof Carrier carrier && !(at instanceof Proxy) ? carrier.connwake$inner() : null;
            if (inner == null || inner == at) {
                return at;
            }
            at = inner;
        }
        return at;
    }

    /** Whether the class of a connection holds no other connection: then it is a driver's. */
    static boolean isInnermost(Object connection) {
        return connection instanceof Carrier carrier
                && !(connection instanceof Proxy)
                && carrier.connwake$inner() == connection;
    }

    /** Whether the class of a connection holds another, and this one has none (yet). */
    static boolean isEmpty(Object connection) {
        return connection instanceof Carrier carrier
                && !(connection instanceof Proxy)
                && carrier.connwake$inner() == null;
    }

    void removeGarbage() {
        for (Reference<?> key = gone.poll(); key != null; key = gone.poll()) {
            table.remove(key);
        }
    }

    private boolean keep(Object object, Object ours) {
        boolean hasRoom = table.size() < MOST_KEPT;
        if (hasRoom) {
            table.put(new IdentityKey(object, gone), ours);
        }
        return hasRoom;
    }
}
