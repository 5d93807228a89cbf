package io.connwake.pipeline.live;

import io.connwake.pipeline.ledger.Invocation;
import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.ledger.PoolSnapshot;
import io.connwake.recorder.event.CodeLine;
import io.connwake.recorder.event.Event;
import io.connwake.recorder.event.StillOpen;
import io.connwake.recorder.event.ThreadRef;
import io.connwake.recorder.event.Waiting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Pools, open leases and waiting acquires at one moment: hears the looks of that moment and asks the ledger for the rest. */
public final class Situation implements Consumer<Event> {
    private static final int MOST_ROWS = 200;
    private static final String UNKNOWN = "-";
    private static final long DOUBTFUL_NANOS = 1_000_000_000L;

    private final Map<Long, StillOpen> looks = new HashMap<>();
    private final Map<Long, Integer> waitsOfPool = new HashMap<>();
    private final List<Waiting> waits = new ArrayList<>();
    private final Sheet sheet = new Sheet();

    /** What was told; only after the drain is done with it. */
    public Sheet sheet() {
        return sheet;
    }

    @Override
    public void accept(Event event) {
        if (event instanceof StillOpen look) {
            looks.put(look.leaseId(), look);
        } else if (event instanceof Waiting wait) {
            waits.add(wait);
            waitsOfPool.merge(wait.poolId(), 1, Integer::sum);
        }
    }

    /** On the drain thread, after the looks. */
    public void tell(Ledger ledger, long nowNanos) {
        Map<Long, Pool> pools = new LinkedHashMap<>();
        for (Pool each : ledger.pools()) {
            if (!each.life().isOver()) {
                pools.put(each.id(), each);
            }
        }
        List<Lease> open = ledger.openLeases();
        pools(pools.values(), open);
        leases(open, nowNanos);
        waits(pools, nowNanos);
    }

    private void pools(Iterable<Pool> pools, List<Lease> open) {
        sheet.table(
                "Pools", "pool", "library", "limit", "open", "used", "by dead", "idle", "waiting", "acquire timeout");
        int left = MOST_ROWS;
        for (Pool each : pools) {
            if (left-- > 0) {
                pool(each, open);
            }
        }
    }

    private void pool(Pool pool, List<Lease> open) {
        PoolSnapshot now = pool.snapshot();
        int dead = 0;
        for (Lease lease : open) {
            StillOpen look = lease.pool() == pool ? looks.get(lease.id()) : null;
            dead += look != null && look.holder() == StillOpen.Holder.DEAD ? 1 : 0;
        }
        sheet.row(
                pool.name(),
                pool.library().isEmpty() ? UNKNOWN : pool.library(),
                Figure.count(now.limit()),
                Figure.count(now.open()),
                Figure.count(now.used()),
                Figure.count(dead),
                Figure.count(now.idle()),
                Figure.count(waitsOfPool.getOrDefault(pool.id(), 0)),
                Figure.timeout(now.acquireTimeoutNanos()));
    }

    private void leases(List<Lease> open, long nowNanos) {
        sheet.table(
                "Open leases" + counted(open.size()),
                "pool",
                "held for",
                "unused for",
                "thread",
                "now",
                "acquired at",
                "invocation");
        for (Lease each : open.subList(0, Math.min(open.size(), MOST_ROWS))) {
            lease(each, nowNanos);
        }
    }

    private void lease(Lease lease, long nowNanos) {
        StillOpen look = looks.get(lease.id());
        ThreadRef thread = lease.thread();
        Pool pool = lease.pool();
        sheet.row(
                pool == null ? "none" : pool.name(),
                Figure.of(nowNanos - lease.acquiredNanos()),
                look == null || look.inDriver() ? UNKNOWN : Figure.of(nowNanos - look.lastUsedNanos()),
                thread == null ? UNKNOWN : called(thread),
                lease.outcome() == null ? now(look) : "its handle is garbage: lost",
                line(lease.line()),
                unit(lease.invocation()));
    }

    private static String now(@Nullable StillOpen look) {
        if (look == null) {
            return UNKNOWN;
        }
        if (look.inDriver()) {
            return "in a driver call";
        }
        return switch (look.holder()) {
            case DEAD -> "its thread has ended";
            case GONE -> "its method has returned";
            case HANDED_OVER -> "used by another thread";
            case KEEPING -> "kept for a lock or a LISTEN of its session";
            case HOLDING, RETURNED, AGAIN, UNKNOWN ->
                look.holderAt() == null ? "no statement" : "at " + look.holderAt();
        };
    }

    private void waits(Map<Long, Pool> pools, long nowNanos) {
        sheet.table("Waiting acquires" + counted(waits.size()), "pool", "waiting for", "thread", "at");
        waits.sort((one, other) -> Long.signum(one.sinceNanos() - other.sinceNanos()));
        for (Waiting each : waits.subList(0, Math.min(waits.size(), MOST_ROWS))) {
            Pool pool = pools.get(each.poolId());
            long sinceNanos = nowNanos - each.sinceNanos();
            sheet.row(
                    pool == null ? "not known yet" : pool.name(),
                    Figure.of(sinceNanos),
                    called(each.thread()),
                    each.at() == null && sinceNanos < DOUBTFUL_NANOS ? "" : line(each.at()));
        }
    }

    /** Virtual threads mostly have no name; a thread dump shows them by this number. */
    private static String called(ThreadRef thread) {
        return thread.name().isEmpty() ? "thread " + thread.label() : thread.name();
    }

    private static String counted(int all) {
        return all > MOST_ROWS ? " (" + all + ", the oldest " + MOST_ROWS + ")" : " (" + all + ")";
    }

    private static String line(@Nullable CodeLine line) {
        return line == null ? UNKNOWN : line.toString();
    }

    private static String unit(@Nullable Invocation unit) {
        return unit == null ? UNKNOWN : unit.function() + " " + unit.label();
    }
}
