package io.connwake.recorder;

import io.connwake.recorder.event.Site;
import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which line acquires those connections on which such statements are executed first, learnt from the leases whose site
 * was captured, for those of the same pool whose was not: where there are thousands a second that is nearly each that
 * gets lost. Texts are known by their hash codes alone. Nothing is learnt before a lease went without a site.
 */
final class LikelySites {
    /** Of a lease so many statements count: they tell a line well enough, and a loop would fill it all. */
    static final int STATEMENTS = 4;

    private static final int MOST = 4_096;
    /** A text of more characters is known by their number, for it may have to be gone through. */
    private static final int LONG = 4_096;
    /** Spreads the pools' numbers: what one of them executes tells nothing of another. */
    private static final int OF_A_POOL = 0x9E3779B9;
    /** So often one line must have been seen, and no other. */
    private static final int ENOUGH = 3;

    private final ConcurrentHashMap<Integer, Seen> seen = new ConcurrentHashMap<>();
    /** Written by any thread, once. */
    private boolean wanted;

    private static final class Seen {
        final Site site;
        /** By any thread: one that is lost costs nothing. */
        int times = 1;

        boolean isAmbiguous;

        Seen(Site site) {
            this.site = site;
        }
    }

    /** A lease begins without a site. */
    void want() {
        if (!wanted) {
            wanted = true;
        }
    }

    /** What {@link #states} takes for a text. */
    static int mark(String text) {
        return text.length() > LONG ? text.length() : text.hashCode();
    }

    /** A text is executed on a connection that is lent. */
    void executes(PhysicalRecord connection, String text) {
        if (connection.stated < STATEMENTS) {
            states(connection, mark(text));
        }
    }

    /** What a text was prepared into is made on a connection that is lent, or the text is executed. */
    void states(PhysicalRecord connection, int mark) {
        Lease lease = connection.lease;
        // without a pool each has its site, and what a pool executes on what it opens tells nothing of who borrows that
        if (lease == null || lease.pool == null || connection.stated >= STATEMENTS) {
            return;
        }
        if (connection.stated == 0) {
            connection.said = OF_A_POOL * (int) lease.pool.id + mark;
            connection.saidFirst = connection.said;
        } else {
            connection.said = 31 * connection.said + mark;
        }
        connection.stated++;
        if (wanted && lease.site != null) {
            learn(connection.said, lease.site);
        }
    }

    private void learn(int said, Site site) {
        Seen known = seen.get(said);
        if (known == null) {
            if (seen.size() >= MOST) {
                forget();
            }
            seen.put(said, new Seen(site));
        } else if (known.site != site && !known.site.line().equals(site.line())) {
            if (!known.isAmbiguous) {
                known.isAmbiguous = true;
            }
        } else if (known.times < ENOUGH) {
            known.times++;
        }
    }

    /** Texts with values written into them are new each time; what comes again is kept, as long as that leaves room. */
    private void forget() {
        for (Iterator<Seen> each = seen.values().iterator(); each.hasNext(); ) {
            Seen known = each.next();
            if (known.times < ENOUGH && !known.isAmbiguous) {
                each.remove();
            }
        }
        if (seen.size() > MOST / 2) {
            seen.clear();
        }
    }

    /**
     * On the drain: where an open lease without a site was acquired, as far as its statements tell; by the first of them where
     * the next ones were never seen, as where it was lost by an error.
     */
    @Nullable
    Site of(Lease lease) {
        PhysicalRecord connection = lease.connection;
        if (lease.site != null || connection == null || connection.lease != lease || connection.stated == 0) {
            return null;
        }
        Seen known = seen.get(connection.said);
        if (known == null || known.times < ENOUGH) {
            known = seen.get(connection.saidFirst);
        }
        if (known == null || known.isAmbiguous || known.times < ENOUGH) {
            return null;
        }
        return connection.lease == lease ? known.site : null; // it may have been lent again meanwhile
    }
}
