package io.connwake.boot;

import org.jspecify.annotations.Nullable;

/**
 * What the weaver adds to data sources, connections and statements: one slot for our record of the object. Never called
 * on a JDK proxy, which may have copied the interface.
 */
public interface Carrier {
    @Nullable
    Object connwake$record();

    void connwake$record(@Nullable Object record);

    /** The connection that this one wraps; itself if its class has no field for one. */
    default @Nullable Object connwake$inner() {
        return this;
    }
}
