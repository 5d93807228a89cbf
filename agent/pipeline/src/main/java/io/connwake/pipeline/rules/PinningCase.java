package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Connection;
import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Pinning;
import io.connwake.recorder.event.Pinned;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The connections that one line of code, or one pool by its own settings, pinned. */
final class PinningCase {
    private static final int MOST_LEASES = 8;

    final Case its;
    final Pinned first;
    final String system;
    /** How many pins there were by their reason, the certain ones, or as long as there are none the likely ones. */
    private final Map<String, Integer> reasons = new LinkedHashMap<>();

    private final Map<String, Integer> likely = new LinkedHashMap<>();
    private final Set<Connection> open = new LinkedHashSet<>();
    private final List<Lease> leases = new ArrayList<>();
    private long endedPinnedNanos;
    private long endedIdleNanos;
    private long toldIdleNanos;
    private long lastNanos;

    PinningCase(Case its, Pinned first, String system) {
        this.its = its;
        this.first = first;
        this.system = system;
    }

    /** It is known for sure that it pins. */
    boolean isCertain() {
        return !reasons.isEmpty();
    }

    Map<String, Integer> reasons() {
        return isCertain() ? reasons : likely;
    }

    /** The pool or the driver did it while the connection was made ready: nobody had it. */
    boolean isByPool() {
        return first.leaseId() == 0;
    }

    int openConnections() {
        return open.size();
    }

    List<Lease> leases() {
        return leases;
    }

    long pinnedNanos() {
        long sum = endedPinnedNanos;
        for (Connection each : open) {
            Pinning pinning = each.pinning();
            sum += pinning == null ? 0 : pinning.pinnedNanos();
        }
        return sum;
    }

    long idleNanos() {
        long sum = endedIdleNanos;
        for (Connection each : open) {
            Pinning pinning = each.pinning();
            sum += pinning == null ? 0 : pinning.idleNanos();
        }
        return sum;
    }

    boolean restedFor(long nanos, long nowNanos) {
        return open.isEmpty() && nowNanos - lastNanos >= nanos;
    }

    void add(Connection connection, @Nullable Lease lease, Pinned event) {
        (event.certain() ? reasons : likely).merge(event.reason(), 1, Integer::sum);
        if (connection.isOpen()) {
            open.add(connection);
        }
        if (lease != null && leases.size() < MOST_LEASES) {
            leases.add(lease);
        }
        lastNanos = event.atNanos();
        its.more(event.atNanos());
    }

    /** There is twice as much of it as when this was asked last: worth another word. */
    boolean grew(boolean last) {
        long idle = idleNanos();
        boolean grew = idle > 2 * toldIdleNanos || (last && idle > toldIdleNanos);
        toldIdleNanos = grew ? idle : toldIdleNanos;
        return grew;
    }

    void ended(Connection connection) {
        Pinning pinning = connection.pinning();
        if (open.remove(connection) && pinning != null) {
            endedPinnedNanos += pinning.pinnedNanos();
            endedIdleNanos += pinning.idleNanos();
        }
    }
}
