package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.ledger.SiteCounts;
import io.connwake.recorder.event.PoolLibrary;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The leases of one pool that one line gave back with uncommitted work, and what became of it. */
final class WorkCase {
    private static final int KEPT = 50;

    /** They return a connection as it is, unless told otherwise; seen with PostgreSQL, by {@code pg_stat_activity}. */
    private static final String[] LEAVING = {PoolLibrary.TOMCAT_JDBC, PoolLibrary.VIBUR, PoolLibrary.ORACLE_UCP};

    /** They end a transaction in some way of their own, and have no setting that changes it. */
    private static final String[] ENDING = {
        PoolLibrary.HIKARI_CP,
        PoolLibrary.C3P0,
        PoolLibrary.DRUID,
        PoolLibrary.AGROAL,
        PoolLibrary.MARIADB,
        PoolLibrary.H2
    };

    /** Of two of them it is not heard how, and Agroal lends within the transaction of a manager. */
    private static final String[] UNHEARD = {PoolLibrary.MARIADB, PoolLibrary.H2, PoolLibrary.AGROAL};

    final Case its;
    final SiteCounts counts;
    final List<Lease> leases = new ArrayList<>();
    private final Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
    private int afterError;
    private @Nullable Lease heir;
    private int committedByHeir;
    private int rolledBackByHeir;

    /** What became of the work. */
    enum Fate {
        ROLLED_BACK,
        COMMITTED,
        /** The connection was no pool's and ended with it. */
        CLOSED,
        /** The transaction stands open at the server. */
        OPEN,
        CARRIED_OVER
    }

    WorkCase(Case its, SiteCounts counts) {
        this.its = its;
        this.counts = counts;
    }

    /**
     * What MariaDB's own pool does on a return is told by its switch of auto-commit, before which it has rolled back by a packet
     * of its own ({@code Connection.reset}); seen with 2.7, 3.5 and 4.0.
     */
    static boolean rollsBackUnheard(@Nullable Pool pool) {
        return pool != null && pool.library().equals(PoolLibrary.MARIADB);
    }

    static boolean isLeftOpenBy(@Nullable Pool pool) {
        return pool != null && isOne(pool, LEAVING);
    }

    /** Whether a setting, or nobody knows what, decides what the pool does with it. */
    static boolean isConfigurable(@Nullable Pool pool) {
        return pool != null && !isOne(pool, ENDING);
    }

    /** Whether it ends what JDBC began by calls that are heard: what is still open was begun by SQL with auto-commit on. */
    static boolean isHeardToEnd(@Nullable Pool pool) {
        return pool != null && isOne(pool, ENDING) && !isOne(pool, UNHEARD);
    }

    private static boolean isOne(Pool pool, String[] libraries) {
        for (String each : libraries) {
            if (pool.library().equals(each)) {
                return true;
            }
        }
        return false;
    }

    boolean has(Lease lease) {
        return leases.contains(lease);
    }

    void add(Lease lease, Fate fate) {
        its.more(lease.endNanos());
        fates.merge(fate, 1, Integer::sum);
        afterError += lease.errorCount() > 0 ? 1 : 0;
        if (leases.size() == KEPT) {
            leases.remove(KEPT - 1);
        }
        leases.add(0, lease);
    }

    void carriedTo(Lease leaver, Lease borrower) {
        add(leaver, Fate.CARRIED_OVER);
        heir = borrower;
    }

    void endedByHeir(boolean committed) {
        committedByHeir += committed ? 1 : 0;
        rolledBackByHeir += committed ? 0 : 1;
        its.changed = true;
    }

    int count(Fate fate) {
        return fates.getOrDefault(fate, 0);
    }

    int afterError() {
        return afterError;
    }

    /** Who got it last. */
    @Nullable
    Lease heir() {
        return heir;
    }

    int committedByHeir() {
        return committedByHeir;
    }

    int rolledBackByHeir() {
        return rolledBackByHeir;
    }

    /** Not where a rollback may be what the application counts on: on the way out of an error, or of few leases. */
    boolean isCertain() {
        if (count(Fate.COMMITTED) + count(Fate.OPEN) > 0) {
            return true;
        }
        long meant = its.count - afterError;
        return meant > 0 && 2 * meant >= counts.returned();
    }
}
