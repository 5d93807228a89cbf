package io.connwake.report.document;

import io.connwake.pipeline.model.Names;
import io.connwake.report.facts.Connection;
import io.connwake.report.facts.Facts;
import io.connwake.report.facts.Leases;
import io.connwake.report.facts.Pool;
import io.connwake.report.facts.Tally;
import io.connwake.report.facts.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pools: settings, load over time, histograms, and how many connections they need. */
final class PoolSection {
    private static final int MOST_POINTS = 600;
    private static final int FEWEST_POINTS = 60;
    private static final int ALL_POINTS = 120_000;

    private static final String[] SETTINGS = {
        Names.POOL_LIMIT,
        Names.POOL_MINIMUM_IDLE,
        Names.POOL_MAXIMUM_IDLE,
        Names.POOL_ACQUIRE_TIMEOUT,
        Names.POOL_MAXIMUM_LIFETIME,
        Names.POOL_IDLE_TIMEOUT,
        Names.POOL_KEEPALIVE,
        Names.POOL_VALIDATION_TIMEOUT,
        Names.POOL_LEAK_THRESHOLD,
        Names.POOL_TESTS_ON_BORROW
    };

    private final Facts facts;
    private final Selection selection;
    private final Order byPool;
    private final List<List<Connection>> connections = new ArrayList<>();

    PoolSection(Facts facts, Selection selection, int[] order) {
        this.facts = facts;
        this.selection = selection;
        Leases leases = facts.leases;
        this.byPool = Order.of(order, facts.pools.size(), leases::pool);
        facts.pools.forEach(pool -> connections.add(new ArrayList<>()));
        for (Connection each : facts.connections) {
            if (each.pool != null) {
                connections.get(each.pool.index).add(each);
            }
        }
    }

    void write(Json json) {
        json.array("pools");
        for (Pool pool : selection.pools()) {
            write(json.open('{'), pool);
            json.close('}');
        }
        json.close(']');
        int leftOut = facts.pools.size() - selection.pools().size();
        if (leftOut > 0) {
            json.number("poolsLeftOut", leftOut).number("leasesLeftOut", leasesLeftOut());
        }
    }

    private long leasesLeftOut() {
        return facts.pools.stream()
                .filter(each -> selection.index(each) < 0)
                .mapToLong(PoolSection::leases)
                .sum();
    }

    /** As many as metrics counted, or spans tell where those are more. */
    private static long leases(Pool pool) {
        Tally waits = pool.tally(Names.WAIT_TIME);
        return waits == null ? pool.leases : Math.max(waits.count(), pool.leases);
    }

    private void write(Json json, Pool pool) {
        int[] members = byPool.of(pool.index);
        int shown = selection.pools().size();
        int points = Math.max(FEWEST_POINTS, Math.min(MOST_POINTS, ALL_POINTS / Math.max(1, shown)));
        PoolLoad load = new PoolLoad(facts, pool, members, connections.get(pool.index), points);
        who(json, pool);
        settings(json, pool);
        load.series(json);
        histogram(json, "wait", pool.tally(Names.WAIT_TIME));
        histogram(json, "use", pool.tally(Names.USE_TIME));
        histogram(json, "db", pool.tally(Names.LEASE_DB_TIME));
        histogram(json, "create", pool.tally(Names.CREATE_TIME));
        histogram(json, "validation", pool.tally(Names.VALIDATION_TIME));
        long lost = lost(pool, members);
        new PoolSizes(pool, facts.leases, members, load, shown).write(json, lost == 0);
        counts(json, pool);
        if (lost > 0) {
            json.number("lost", lost);
        }
    }

    /** What was out at the end is lost if the pool leaks; else its process just ended. */
    private long lost(Pool pool, int[] members) {
        long out = selection.isLeaking(pool)
                ? Arrays.stream(members)
                        .filter(i -> facts.leases.is(Leases.OPEN, i))
                        .count()
                : 0;
        return pool.lost + out;
    }

    private static void who(Json json, Pool pool) {
        json.text("name", pool.name).count("id", pool.id()).number("process", pool.process.index);
        json.text("library", Values.text(pool.settings(), Names.POOL_LIBRARY));
        json.text("system", pool.system()).text("server", pool.peer()).text("namespace", pool.namespace());
        json.count("limit", limit(pool));
        long minIdle = Values.whole(pool.settings(), Names.POOL_MINIMUM_IDLE, -1);
        json.count("minIdle", minIdle >= 0 ? minIdle : pool.count(Names.IDLE_MIN));
        json.number("built", pool.built);
        if (pool.pools() > 1) {
            json.number("pools", pool.pools());
        }
    }

    /** Of pools of one name that stood side by side the sum, as their metric has it; -1 if it is not known. */
    private static long limit(Pool pool) {
        return Math.max(limitOfOne(pool), pool.pools() > 1 ? pool.most(Names.LIMIT) : -1);
    }

    private static long limitOfOne(Pool pool) {
        long told = Values.whole(pool.settings(), Names.POOL_LIMIT, pool.limit());
        return told >= 0 || pool.built > 1 ? told : pool.count(Names.LIMIT);
    }

    private static void settings(Json json, Pool pool) {
        json.array("settings");
        for (String name : SETTINGS) {
            Object value = pool.settings().get(name);
            if (value != null) {
                json.open('[').string(name.substring("connwake.pool.".length()));
                if (value instanceof Number number) {
                    json.real(number.doubleValue());
                } else {
                    json.string(String.valueOf(value));
                }
                json.string(value instanceof Double ? "s" : "").close(']');
            }
        }
        json.close(']');
    }

    private void counts(Json json, Pool pool) {
        long opened = pool.count(Names.CONNECTION_OPENED);
        long timeouts = pool.count(Names.TIMEOUTS);
        List<Connection> its = connections.get(pool.index);
        long closed = its.stream().filter(each -> each.reason != null).count();
        long told = pool.count(Names.CONNECTION_CLOSED);
        json.number("timeouts", Math.max(timeouts, pool.timeouts));
        json.number("opened", opened >= 0 ? opened : its.size());
        json.number("closed", told >= 0 ? told : opened >= 0 ? 0 : closed);
        json.number("leases", leases(pool));
    }

    static void histogram(Json json, String key, @Nullable Tally tally) {
        if (tally == null || tally.count() == 0) {
            return;
        }
        json.object(key);
        buckets(json, tally.bounds(), tally.counts());
        json.real("sum", tally.sum()).number("count", tally.count());
        known(json, "min", tally.min());
        known(json, "max", tally.max());
        json.close('}');
    }

    private static void known(Json json, String key, double extreme) {
        if (!Double.isNaN(extreme)) {
            json.real(key, extreme);
        }
    }

    static void buckets(Json json, List<Double> bounds, long[] counts) {
        json.array("bounds");
        bounds.forEach(json::real);
        json.close(']').array("counts");
        for (long each : counts) {
            json.number(each);
        }
        json.close(']');
    }
}
