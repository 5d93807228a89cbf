package io.connwake.recorder.event;

/**
 * A pool with the settings in force at this moment; a later one of the same id replaces the earlier.
 *
 * @param copy the number of its class, which an application that is deployed anew has once more; 0 if not known
 */
public record PoolSeen(long atNanos, PoolFacts facts, int copy) implements Event {
    /** Where that is not known. */
    public PoolSeen(long atNanos, PoolFacts facts) {
        this(atNanos, facts, 0);
    }
}
