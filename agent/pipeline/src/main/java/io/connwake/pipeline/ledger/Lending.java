package io.connwake.pipeline.ledger;

import io.connwake.recorder.event.Site;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a pool has lent so far: how often, for how long, and whether to more than the code that built it. */
public final class Lending {
    private static final long REST_NANOS = 3_000_000_000L;

    private int count;
    private long lastAcquiredNanos = Long.MIN_VALUE;
    private long lastReturnedNanos = Long.MIN_VALUE;
    private long longestUseNanos;
    private boolean toOthers;
    private boolean afterRest;
    private @Nullable Site usualSite;
    private int majority;
    private int withSite;
    private int atUsual;

    public boolean hasBegun() {
        return count > 0;
    }

    /** How many leases there were. */
    public int count() {
        return count;
    }

    /** When an acquire last succeeded; the earliest instant if none has. */
    public long lastAcquiredNanos() {
        return lastAcquiredNanos;
    }

    /** When a lease last ended; the earliest instant if none has. */
    public long lastReturnedNanos() {
        return lastReturnedNanos;
    }

    /** Of the leases that came back. */
    public long longestUseNanos() {
        return longestUseNanos;
    }

    /** Once at least to another thread than the one that built the pool. */
    public boolean wasToOthers() {
        return toOthers;
    }

    /** Once at least some seconds after the last one had come back. */
    public boolean wasAfterRest() {
        return afterRest;
    }

    /** Where more than half is acquired of that whose line was looked up; null if that is not certain of any. */
    public @Nullable Site usualSite() {
        return 2 * atUsual > withSite ? usualSite : null;
    }

    void began(Lease lease, PoolLife life) {
        long nanos = lease.acquiredNanos();
        count++;
        toOthers |= !Objects.equals(lease.thread(), life.thread());
        afterRest |= lastReturnedNanos != Long.MIN_VALUE && nanos - lastReturnedNanos >= REST_NANOS;
        lastAcquiredNanos = Math.max(lastAcquiredNanos, nanos);
        if (lease.site() != null) {
            vote(lease.site());
        }
    }

    /** Boyer and Moore's majority vote: a line that more than half of them have is found; it is counted from then on. */
    private void vote(Site site) {
        boolean isUsual = usualSite != null && usualSite.line().equals(site.line());
        if (majority == 0 && !isUsual) {
            usualSite = site;
            atUsual = 0;
            isUsual = true;
        }
        withSite++;
        atUsual += isUsual ? 1 : 0;
        majority += isUsual ? 1 : -1;
    }

    void ended(Lease lease) {
        lastReturnedNanos = Math.max(lastReturnedNanos, lease.endNanos());
    }

    void cameBack(Lease lease) {
        longestUseNanos = Math.max(longestUseNanos, lease.endNanos() - lease.acquiredNanos());
    }
}
