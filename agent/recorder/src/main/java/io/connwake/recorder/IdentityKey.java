package io.connwake.recorder;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** A key of a weak identity table: equal by the identity of a living object, else to itself alone. */
public final class IdentityKey extends WeakReference<Object> {
    private final int hash;

    /** @param garbage where it is found once the object is garbage; null for one that only looks up */
    public IdentityKey(Object object, @Nullable ReferenceQueue<Object> garbage) {
        super(object, garbage);
        hash = System.identityHashCode(object);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof IdentityKey key)) {
            return false;
        }
        Object mine = get();
        return mine != null && key.refersTo(mine);
    }
}
