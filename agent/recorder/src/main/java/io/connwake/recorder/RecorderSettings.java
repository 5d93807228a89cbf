package io.connwake.recorder;

/**
 * How much the recorder may hold.
 *
 * @param leaseSlots slots of the lease lane, at least 2; rounded up to a power of two
 * @param sites when the acquiring code is looked up
 * @param proxies which servers are proxies that share sessions
 * @param isLate pools may be older than the agent
 */
public record RecorderSettings(int leaseSlots, Capture sites, ProxyMode proxies, boolean isLate) {
    /** From the start of the process on. */
    public RecorderSettings(int leaseSlots, Capture sites, ProxyMode proxies) {
        this(leaseSlots, sites, proxies, false);
    }

    public RecorderSettings {
        if (leaseSlots < 2 || leaseSlots > 1 << 24) {
            throw new IllegalArgumentException("leaseSlots must be from 2 to 16777216, not " + leaseSlots);
        }
    }

    /** When to capture the acquiring code. */
    public enum Capture {
        OFF,
        /** At most every 3 ms a pool, ten times as often once it leaked. */
        ADAPTIVE,
        /** At every acquire: 2–10 µs each. */
        ALL
    }
}
