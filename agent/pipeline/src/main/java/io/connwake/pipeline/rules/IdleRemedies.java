package io.connwake.pipeline.rules;

import io.connwake.pipeline.idle.IdleBracket;
import io.connwake.pipeline.idle.IdleEvidence;
import io.connwake.pipeline.ledger.Pauses;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.pipeline.metrics.Meters;
import io.connwake.pipeline.metrics.Timing;
import io.connwake.recorder.event.PoolLibrary;

/** What keeps a pool from lending what its server gave up: its settings, each with a value and with its price here. */
final class IdleRemedies {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;

    /** HikariCP ignores a shorter {@code maxLifetime} or {@code keepaliveTime} ({@code HikariConfig.validateNumerics}). */
    private static final long SHORTEST_OF_HIKARI = 30 * SECOND;

    /** Tomcat JDBC tests no connection that it tested so shortly before: {@code validationInterval}. */
    private static final long TESTED_BY_TOMCAT = 3 * SECOND;

    private final Frameworks frameworks;
    private final Pauses pauses;

    IdleRemedies(RuleContext context) {
        this.frameworks = context.frameworks();
        this.pauses = context.ledger().pauses();
    }

    /** A time that is sure to be below the limit, as far as is known; 0 if nothing is. */
    static long safeNanos(IdleEvidence evidence) {
        IdleBracket bracket = evidence.bracket();
        long lived = bracket == null ? evidence.longestSurvivalNanos() : bracket.lowerNanos();
        long died = bracket == null ? evidence.shortestDeathNanos() : bracket.upperNanos();
        if (died > 0) {
            lived = Math.min(lived, died);
        }
        return rounded(lived > died / 4 ? lived - lived / 10 : died / 2);
    }

    static long rounded(long nanos) {
        long unit = nanos >= 20 * SECOND ? 10 * SECOND : nanos >= 2 * SECOND ? SECOND : 100 * MILLI;
        return Math.max(unit, nanos / unit * unit);
    }

    String ofPool(Pool pool, long safeNanos) {
        return isHikari(pool) ? ofHikari(pool, safeNanos) : ofOther(pool, safeNanos);
    }

    /** Of a connection that no pool lends. */
    static String ofKept(Meters server, long safeNanos) {
        return "Ask isValid" + price(server.meanNanos(Timing.VALIDATION_OK), "")
                + " before it is used after a pause of "
                + Words.duration(safeNanos) + ", or open one for each use"
                + price(server.meanNanos(Timing.CREATE), "") + ", or let a pool keep it that tests what it lends.";
    }

    /** How it tests what it lends. */
    String testing(Pool pool) {
        return isHikari(pool)
                ? "com.zaxxer.hikari.aliveBypassWindowMs at " + (pauses.clockStoodStill() ? "0" : "its 500 ms")
                : PoolProperties.of(pool.library()).switchOn(PoolSetting.VALIDATION, frameworks);
    }

    private String ofHikari(Pool pool, long safeNanos) {
        PoolProperties properties = PoolProperties.of(pool.library());
        String test = "HikariCP tests what was idle for com.zaxxer.hikari.aliveBypassWindowMs before it lends it: "
                + (pauses.clockStoodStill()
                        ? "set that property to 0, for the clock it goes by stands still in a freeze"
                        : "leave that property at its 500 ms")
                + price(pool.meters().meanNanos(Timing.VALIDATION_OK), " for each test") + ".";
        if (safeNanos < SHORTEST_OF_HIKARI) {
            return test + " It takes no " + properties.name(PoolSetting.LIFETIME, frameworks) + " and no "
                    + properties.name(PoolSetting.KEEPALIVE, frameworks)
                    + " below 30 s; a server that gives connections up sooner needs a longer limit.";
        }
        return "Set " + keeping(pool, properties, safeNanos) + ". " + test;
    }

    private String ofOther(Pool pool, long safeNanos) {
        PoolProperties properties = PoolProperties.of(pool.library());
        boolean isOn = pool.facts() != null
                && Boolean.TRUE.equals(pool.facts().upkeep().testsOnBorrow());
        StringBuilder text = new StringBuilder(isOn ? "Leave " : "Set ");
        text.append(properties.switchOn(PoolSetting.VALIDATION, frameworks));
        if (pool.library().equals(PoolLibrary.TOMCAT_JDBC) && safeNanos < TESTED_BY_TOMCAT) {
            text.append(isOn ? " and set" : " and")
                    .append(" validationInterval=")
                    .append(safeNanos / MILLI);
        }
        text.append(price(pool.meters().meanNanos(Timing.VALIDATION_OK), " for each test"));
        long acquires = pool.meters().count(Timing.WAIT);
        text.append(", at most one for each of its acquires (")
                .append(Words.count(acquires))
                .append(" so far)");
        String others = keeping(pool, properties, safeNanos);
        return text.append(others.isEmpty() ? "" : "; or " + others).append('.').toString();
    }

    /** Settings that keep a connection from idling for so long. */
    String keeping(Pool pool, PoolProperties properties, long safeNanos) {
        StringBuilder text = new StringBuilder();
        if (isHikari(pool)) {
            text.append(properties.set(PoolSetting.KEEPALIVE, safeNanos, frameworks))
                    .append(price(pool.meters().meanNanos(Timing.VALIDATION_OK), " for each connection and period"))
                    .append(", or ");
        } else if (properties.has(PoolSetting.IDLE_TIMEOUT) && !isLazy(pool)) {
            text.append(properties.set(PoolSetting.IDLE_TIMEOUT, safeNanos, frameworks));
        }
        if (properties.has(PoolSetting.LIFETIME)) {
            text.append(text.length() == 0 || isHikari(pool) ? "" : " or ")
                    .append(properties.set(PoolSetting.LIFETIME, safeNanos, frameworks));
        }
        if (text.length() > 0) {
            text.append(price(pool.meters().meanNanos(Timing.CREATE), " for each connection that is opened anew"));
        }
        return text.toString();
    }

    /** Its idle timeout spares the minimum or waits for an evictor that is off, its lifetime is looked at when it lends. */
    private static boolean isLazy(Pool pool) {
        String library = pool.library();
        return (pool.facts() != null && LibrarySettings.sparesMinimum(pool.facts()))
                || library.equals(PoolLibrary.TOMCAT_JDBC)
                || library.equals(PoolLibrary.DBCP_2)
                || library.equals(PoolLibrary.TOMCAT_DBCP_2);
    }

    private static boolean isHikari(Pool pool) {
        return pool.library().equals(PoolLibrary.HIKARI_CP);
    }

    /** {@code (0.7 ms for each test)}; nothing where it was never measured. */
    private static String price(long nanos, String what) {
        if (nanos < 0) {
            return "";
        }
        long tenths = nanos / (MILLI / 10);
        return " (" + tenths / 10 + "." + tenths % 10 + " ms" + what + ")";
    }
}
