package io.connwake.recorder;

import io.connwake.recorder.event.PoolFacts;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** A pool: its process-unique number, and the data source weakly, whose fields the drain reads. */
final class PoolRecord extends WeakReference<Object> {
    /** Longer than from one sweep to the next. */
    private static final long STUCK_NANOS = 3_000_000_000L;

    final long id;
    final String className;

    /** Whose it is, or whose class the application extended; null if nobody's that is known. */
    final @Nullable Libraries library;

    /** Keeps a short-lived pool until the drain has read its settings, or never will. */
    @SuppressWarnings("UnusedVariable") // it is the reference that counts
    private @Nullable Object unread;

    /** What it was configured with, where it corrects that; forgotten when the application changes its settings. */
    volatile @Nullable PoolFacts asked;

    /** Until when the sites that were captured are paid for; races only cost or save one capture. */
    long sitesPaidNanos;

    /** A hint, written by whoever captured one. */
    long sitesSpacingNanos = Sites.SPACING_NANOS;

    /** Of the drain: its settings were read and told. */
    boolean known;

    /** Of the drain: somebody was seen waiting for it since its settings were read. */
    boolean waitedFor;

    /** Set by the drain: sites are wanted ten times as often. */
    volatile boolean leaked;

    /** Set by the drain: when it saw a lease last of which nothing tells whether it is lost; 0 if it never did. */
    private volatile long stuckNanos;

    /** What its borrowers leave uncommitted is looked after by a transaction manager. */
    volatile boolean isManaged;

    /** It lent a handle again that nobody had closed: what is given back to it, and when, may go unheard. */
    volatile boolean isGivenBackUnheard;

    PoolRecord(long id, Object dataSource) {
        super(dataSource);
        this.id = id;
        this.className = dataSource.getClass().getName();
        this.library = Libraries.of(dataSource.getClass());
        this.unread = dataSource;
    }

    /**
     * Left on the data source around a pool's own, in which the same library keeps it: it is this one that the
     * application closes.
     */
    static final class Enclosing {
        final PoolRecord pool;

        Enclosing(PoolRecord pool) {
            this.pool = pool;
        }
    }

    /** Its settings were read, or the news of it are lost. */
    void letGo() {
        unread = null;
    }

    /** What the captures of before are still to be paid by would leave its next leaks without a site. */
    void leaks() {
        if (!leaked) {
            leaked = true;
            sitesPaidNanos = 0;
        }
    }

    /** A lease without a site has been unused for some time; perhaps it is the first that is lost. */
    void sticks(long nowNanos) {
        if (!leaked && !isStuck(nowNanos)) {
            sitesPaidNanos = 0;
        }
        stuckNanos = nowNanos;
    }

    /** Whether that was so a moment ago. */
    boolean isStuck(long nowNanos) {
        long seen = stuckNanos;
        return seen != 0 && nowNanos - seen < STUCK_NANOS;
    }
}
