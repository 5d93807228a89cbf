package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.ledger.SiteCounts;
import io.connwake.pipeline.model.Finding.State;
import io.connwake.recorder.event.Released;
import io.connwake.recorder.event.StillOpen;
import io.connwake.recorder.event.StillOpen.Holder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Leases of a line that last a second or more and spend less than a fifth of it in the database. After two of them the
 * open ones are looked at, since the reading of a result counts as no statement: it is confirmed where their holders
 * were seen elsewhere than in the driver. Silent for a single one, for what is held for ever by design or handed over
 * to another thread, where the driver is at work, where the holder waits for another connection of the pool, and where
 * the server has said it already.
 */
final class HeldIdleRule implements Rule.OfReturned {
    static final String KIND = "held_idle";
    private static final long LONG_NANOS = 1_000_000_000L;
    private static final long EARLIEST_LOOK_NANOS = LONG_NANOS / 4;
    private static final int DATABASE_SHARE = 5;
    private static final int SUSPICIOUS = 2;
    private static final int ENOUGH = 4;
    /** Fewer are enough where they were idle for so long in all. */
    private static final long ENOUGH_NANOS = 10 * LONG_NANOS;

    private static final int ENOUGH_LOOKS = 2;
    private static final int MOST_LOOKS = 60;
    private static final int MOST_PLACES = 1_024;

    private final Ledger ledger;
    private final Cases cases;
    private final IdleHoldingWording wording;
    private final IdleTransactionRule byServer;
    private final Map<String, IdleHolding> places = new LinkedHashMap<>();

    HeldIdleRule(RuleContext context, IdleTransactionRule byServer) {
        this.byServer = byServer;
        ledger = context.ledger();
        cases = context.cases();
        wording = new IdleHoldingWording(context.frameworks());
    }

    @Override
    public void returned(Lease lease) {
        long heldNanos = lease.endNanos() - lease.acquiredNanos();
        Released released = lease.released();
        Pool pool = lease.pool();
        if (heldNanos < LONG_NANOS || released == null || pool == null) {
            return;
        }
        SiteCounts counts = ledger.sites().of(lease.site());
        if (!counts.isKnown()) {
            return;
        }
        IdleHolding place = place(pool, counts.line());
        if (place == null) {
            return;
        }
        place.total++;
        if (released.dbNanos() < heldNanos / DATABASE_SHARE) {
            place.idle(lease, heldNanos, released.dbNanos());
            if (place.idle >= SUSPICIOUS) {
                counts.examine(place.looks < MOST_LOOKS);
            }
        }
    }

    @Override
    public void looked(Lease lease) {
        StillOpen look = lease.watch().look();
        Pool pool = lease.pool();
        if (pool == null || look == null || (look.holder() != Holder.HOLDING && look.holder() != Holder.RETURNED)) {
            return;
        }
        IdleHolding place = places.get(key(pool, ledger.sites().of(lease.site()).line()));
        if (place != null && look.atNanos() - lease.acquiredNanos() >= EARLIEST_LOOK_NANOS) {
            place.looked(look, pool.waits().size());
            ledger.sites().of(lease.site()).examine(place.looks < MOST_LOOKS);
        }
    }

    @Override
    public void judge(long nowNanos, boolean last) {
        for (IdleHolding place : places.values()) {
            boolean isEnough = place.idle >= ENOUGH
                    || (place.idle >= SUSPICIOUS && place.heldNanos - place.databaseNanos >= ENOUGH_NANOS);
            boolean mostly = isEnough && place.idle * 2 > place.total;
            boolean elsewhere = place.looks >= ENOUGH_LOOKS && place.inDriver * DATABASE_SHARE < place.looks;
            if (mostly && elsewhere && !place.isNested()) {
                tell(place, nowNanos, last);
            }
        }
    }

    private void tell(IdleHolding place, long nowNanos, boolean last) {
        Case its = cases.of(KIND, place.pool, place.line);
        if (its == null || byServer.tells(its)) {
            return;
        }
        for (; place.untold > 0; place.untold--) {
            its.more(place.sinceNanos);
        }
        if (cases.isDue(its, State.CONFIRMED, nowNanos, last)) {
            cases.confirm(its, wording.confirmed(place), nowNanos);
        }
    }

    private @Nullable IdleHolding place(Pool pool, String line) {
        String key = key(pool, line);
        IdleHolding known = places.get(key);
        if (known == null && places.size() < MOST_PLACES) {
            known = new IdleHolding(pool, line);
            places.put(key, known);
        }
        return known;
    }

    private static String key(Pool pool, String line) {
        return pool.id() + " " + line;
    }
}
