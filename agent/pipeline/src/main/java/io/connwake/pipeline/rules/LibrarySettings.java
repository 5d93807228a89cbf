package io.connwake.pipeline.rules;

import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.PoolLibrary;

/**
 * What stands in a pool's settings where nobody chose, and how pools act on what is chosen; seen at a driver that tells when
 * a connection is opened, tested and closed, with the lowest and the newest version of each.
 */
final class LibrarySettings {
    private static final long SECOND = 1_000_000_000L;

    private LibrarySettings() {}

    /** Where that is not 0. */
    static int usualMinimum(PoolFacts facts) {
        return isOf(facts, PoolLibrary.C3P0) ? 3 : isOf(facts, PoolLibrary.TOMCAT_JDBC) ? 10 : PoolFacts.UNKNOWN;
    }

    /** Where somebody who did not choose it would miss something. */
    static int usualMaximumIdle(PoolFacts facts) {
        return isOf(facts, PoolLibrary.TOMCAT_JDBC) ? 100 : PoolFacts.UNKNOWN;
    }

    static long usualIdleTimeout(PoolFacts facts) {
        if (isOf(facts, PoolLibrary.TOMCAT_JDBC)) {
            return 60 * SECOND;
        }
        return (isCommonsPool(facts) || isOf(facts, PoolLibrary.DRUID) ? 1_800 : 600) * SECOND;
    }

    static long usualValidationTimeout(PoolFacts facts) {
        if (isOf(facts, PoolLibrary.VIBUR)) {
            return 3 * SECOND;
        }
        return (isOf(facts, PoolLibrary.ORACLE_UCP) ? 15 : 5) * SECOND;
    }

    /**
     * Whether its lifetime ends connections that idle. Commons Pool looks at it when it lends, takes back or tests, Tomcat JDBC
     * did so up to 8.5 when it took back alone: there an idle timeout is what closes one that nobody borrows.
     */
    static boolean endsIdleOnesByAge(PoolFacts facts) {
        return !isOf(facts, PoolLibrary.TOMCAT_JDBC)
                && !(isCommonsPool(facts) && !isSet(facts.upkeep().keepaliveNanos()));
    }

    /** Whether the first test of a connection comes so long after its birth; sweeps of the whole pool meet young ones too. */
    static boolean testsEachInItsTime(PoolFacts facts) {
        return isOf(facts, PoolLibrary.HIKARI_CP) || isOf(facts, PoolLibrary.DRUID);
    }

    /** Druid may, also where that is off: it tests what has idled for long. */
    static boolean mayTestWithinAcquire(PoolFacts facts) {
        return isOf(facts, PoolLibrary.DRUID)
                || !Boolean.FALSE.equals(facts.upkeep().testsOnBorrow());
    }

    /** Whether its idle timeout spares as many as the minimum; c3p0 and Commons Pool close those, too, and open others. */
    static boolean sparesMinimum(PoolFacts facts) {
        return facts.minimumIdle() > 0 && !isOf(facts, PoolLibrary.C3P0) && !isCommonsPool(facts);
    }

    /** Druid's second timeout, maxEvictableIdleTimeMillis (7 h unless it is set), closes those that the first one spares. */
    static boolean endsSparedOnesToo(PoolFacts facts) {
        return isOf(facts, PoolLibrary.DRUID);
    }

    private static boolean isCommonsPool(PoolFacts facts) {
        return isOf(facts, PoolLibrary.DBCP_2) || isOf(facts, PoolLibrary.TOMCAT_DBCP_2);
    }

    private static boolean isOf(PoolFacts facts, String library) {
        return facts.library().equals(library);
    }

    private static boolean isSet(long nanos) {
        return nanos > 0 && nanos != PoolFacts.ENDLESS;
    }
}
