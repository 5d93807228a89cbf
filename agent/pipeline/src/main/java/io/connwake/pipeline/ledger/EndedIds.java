package io.connwake.pipeline.ledger;

import io.connwake.pipeline.origin.SpanIds;

/** The ids of the last few thousand leases or connections that ended, so that a late echo does not revive them. */
final class EndedIds {
    private static final int SLOTS = 4_096;

    private final long[] ids = new long[SLOTS];

    void add(long id) {
        ids[slot(id)] = id;
    }

    boolean has(long id) {
        return ids[slot(id)] == id;
    }

    private static int slot(long id) {
        return (int) SpanIds.mixed(id) & SLOTS - 1;
    }
}
