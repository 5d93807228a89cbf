package io.connwake.pipeline.rules;

import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.PoolLibrary;
import io.connwake.recorder.event.PoolUpkeep;

/**
 * Pairs of settings of which one has no effect because of the other, one row each. From the libraries' sources: {@code
 * HikariConfig.validateNumerics}, {@code GenericObjectPool.getMinIdle}, {@code BasicDataSource.startPoolMaintenance},
 * Tomcat's {@code PoolProperties.isPoolSweeperEnabled}, Druid's {@code testConnectionInternal}.
 */
enum SettingsConflict implements Conflict {
    /** Commons Pool takes the lower of the two for both, Tomcat the higher. */
    MINIMUM_ABOVE_MAXIMUM_IDLE {
        @Override
        public boolean isThere(PoolFacts facts) {
            boolean isChosen = isOf(facts, PoolLibrary.TOMCAT_JDBC)
                    ? facts.maximumIdle() != LibrarySettings.usualMaximumIdle(facts)
                    : facts.minimumIdle() != LibrarySettings.usualMinimum(facts);
            return isChosen
                    && facts.maximumIdle() >= 0
                    && facts.minimumIdle() > facts.maximumIdle()
                    && !(facts.limit() > 0 && facts.minimumIdle() > facts.limit());
        }

        @Override
        public String without(PoolProperties names, PoolFacts facts) {
            return isOf(facts, PoolLibrary.TOMCAT_JDBC)
                    ? count(names, PoolSetting.MAXIMUM_IDLE, facts.maximumIdle()) + " is not taken"
                    : count(names, PoolSetting.MINIMUM_IDLE, facts.minimumIdle()) + " has no effect";
        }

        @Override
        public String because(PoolProperties names, PoolFacts facts) {
            return isOf(facts, PoolLibrary.TOMCAT_JDBC)
                    ? "Tomcat JDBC raises it to " + count(names, PoolSetting.MINIMUM_IDLE, facts.minimumIdle()) + "."
                    : "At most " + count(names, PoolSetting.MAXIMUM_IDLE, facts.maximumIdle())
                            + " idle connections are kept.";
        }

        @Override
        public String advice(PoolProperties names, PoolFacts facts, Frameworks frameworks) {
            return "Set " + names.setCount(PoolSetting.MAXIMUM_IDLE, facts.minimumIdle(), frameworks) + ", or "
                    + names.setCount(PoolSetting.MINIMUM_IDLE, facts.maximumIdle(), frameworks) + ".";
        }
    },
    MINIMUM_ABOVE_LIMIT {
        @Override
        public boolean isThere(PoolFacts facts) {
            return facts.limit() > 0
                    && facts.minimumIdle() > facts.limit()
                    && facts.minimumIdle() != LibrarySettings.usualMinimum(facts);
        }

        @Override
        public String without(PoolProperties names, PoolFacts facts) {
            return count(names, PoolSetting.MINIMUM_IDLE, facts.minimumIdle()) + " has no effect";
        }

        @Override
        public String because(PoolProperties names, PoolFacts facts) {
            return "There are never more than " + count(names, PoolSetting.LIMIT, facts.limit()) + " connections.";
        }

        @Override
        public String advice(PoolProperties names, PoolFacts facts, Frameworks frameworks) {
            return "Set " + names.setCount(PoolSetting.MINIMUM_IDLE, facts.limit(), frameworks) + ", or "
                    + names.setCount(PoolSetting.LIMIT, facts.minimumIdle(), frameworks) + ".";
        }
    },
    IDLE_TIMEOUT_OF_A_FIXED_SIZE {
        @Override
        public boolean isThere(PoolFacts facts) {
            return isOf(facts, PoolLibrary.HIKARI_CP)
                    && facts.limit() > 0
                    && facts.minimumIdle() == facts.limit()
                    && isSet(facts.upkeep().idleTimeoutNanos())
                    && facts.upkeep().idleTimeoutNanos() != LibrarySettings.usualIdleTimeout(facts);
        }

        @Override
        public String without(PoolProperties names, PoolFacts facts) {
            return time(names, PoolSetting.IDLE_TIMEOUT, facts.upkeep().idleTimeoutNanos()) + " has no effect";
        }

        @Override
        public String because(PoolProperties names, PoolFacts facts) {
            return "The pool keeps its size: "
                    + count(names, PoolSetting.MINIMUM_IDLE, facts.minimumIdle()) + " is as high as "
                    + count(names, PoolSetting.LIMIT, facts.limit())
                    + ", which is so wherever no minimum is set.";
        }

        @Override
        public String advice(PoolProperties names, PoolFacts facts, Frameworks frameworks) {
            return "Set " + names.setCount(PoolSetting.MINIMUM_IDLE, facts.limit() > 2 ? 2 : 0, frameworks)
                    + ", so that idle connections are closed down to it, or leave "
                    + names.name(PoolSetting.IDLE_TIMEOUT, frameworks) + " away.";
        }
    },
    IDLE_TIMEOUT_ABOVE_LIFETIME {
        @Override
        public boolean isThere(PoolFacts facts) {
            PoolUpkeep upkeep = facts.upkeep();
            boolean fixed = IDLE_TIMEOUT_OF_A_FIXED_SIZE.isThere(facts);
            return !fixed
                    && LibrarySettings.endsIdleOnesByAge(facts)
                    && isSet(upkeep.idleTimeoutNanos())
                    && upkeep.idleTimeoutNanos() >= CorrectedSetting.lifetime(facts)
                    && upkeep.idleTimeoutNanos() != LibrarySettings.usualIdleTimeout(facts);
        }

        @Override
        public String without(PoolProperties names, PoolFacts facts) {
            return time(names, PoolSetting.IDLE_TIMEOUT, facts.upkeep().idleTimeoutNanos()) + " has no effect";
        }

        @Override
        public String because(PoolProperties names, PoolFacts facts) {
            return "No connection gets older than "
                    + time(names, PoolSetting.LIFETIME, CorrectedSetting.lifetime(facts)) + ".";
        }

        @Override
        public String advice(PoolProperties names, PoolFacts facts, Frameworks frameworks) {
            long half = CorrectedSetting.lifetime(facts) / 2;
            return "Set " + names.set(PoolSetting.IDLE_TIMEOUT, half, frameworks) + " or another value below "
                    + names.name(PoolSetting.LIFETIME, frameworks) + ".";
        }
    },
    KEEPALIVE_ABOVE_LIFETIME {
        // HikariCP's own from 6.2 on, where nobody chose one
        private static final long USUAL_KEEPALIVE_NANOS = 120_000_000_000L;

        @Override
        public boolean isThere(PoolFacts facts) {
            PoolUpkeep upkeep = facts.upkeep();
            return LibrarySettings.testsEachInItsTime(facts)
                    && isSet(upkeep.keepaliveNanos())
                    && !(facts.library().equals(PoolLibrary.HIKARI_CP)
                            && upkeep.keepaliveNanos() == USUAL_KEEPALIVE_NANOS)
                    && upkeep.keepaliveNanos() >= CorrectedSetting.lifetime(facts);
        }

        @Override
        public String without(PoolProperties names, PoolFacts facts) {
            return time(names, PoolSetting.KEEPALIVE, facts.upkeep().keepaliveNanos()) + " has no effect";
        }

        @Override
        public String because(PoolProperties names, PoolFacts facts) {
            return "A connection is replaced before its first test, by "
                    + time(names, PoolSetting.LIFETIME, CorrectedSetting.lifetime(facts)) + ".";
        }

        @Override
        public String advice(PoolProperties names, PoolFacts facts, Frameworks frameworks) {
            long half = CorrectedSetting.lifetime(facts) / 2;
            if (CorrectedSetting.isTooShortToHalve(facts)) {
                return "Set "
                        + names.set(PoolSetting.LIFETIME, 2 * facts.upkeep().keepaliveNanos(), frameworks)
                        + " or more.";
            }
            return "Set " + names.set(PoolSetting.KEEPALIVE, half, frameworks) + " or another value below "
                    + names.name(PoolSetting.LIFETIME, frameworks) + ".";
        }
    },
    /** A test that may take longer than the wait lets the acquire fail for a single dead connection. */
    VALIDATION_ABOVE_ACQUIRE {
        @Override
        public boolean isThere(PoolFacts facts) {
            long validation = facts.upkeep().validationTimeoutNanos();
            return LibrarySettings.mayTestWithinAcquire(facts)
                    && isSet(validation)
                    && isSet(facts.acquireTimeoutNanos())
                    && validation >= facts.acquireTimeoutNanos()
                    && validation != LibrarySettings.usualValidationTimeout(facts);
        }

        @Override
        public String without(PoolProperties names, PoolFacts facts) {
            return time(names, PoolSetting.VALIDATION_TIMEOUT, facts.upkeep().validationTimeoutNanos())
                    + " lets one dead connection use up a whole acquire";
        }

        @Override
        public String because(PoolProperties names, PoolFacts facts) {
            return "The acquire itself may take no longer than "
                    + time(names, PoolSetting.ACQUIRE_TIMEOUT, facts.acquireTimeoutNanos()) + ".";
        }

        @Override
        public String advice(PoolProperties names, PoolFacts facts, Frameworks frameworks) {
            long third = Math.max(250_000_000L, facts.acquireTimeoutNanos() / 3);
            return "Set " + names.set(PoolSetting.VALIDATION_TIMEOUT, third, frameworks) + ".";
        }
    },
    IDLE_TIMEOUT_WITHOUT_SWEEP {
        @Override
        public boolean isThere(PoolFacts facts) {
            return facts.upkeep().isInert(PoolUpkeep.IDLE_TIMEOUT);
        }

        @Override
        public String without(PoolProperties names, PoolFacts facts) {
            return names.plain(PoolSetting.IDLE_TIMEOUT) + " has no effect";
        }

        @Override
        public String because(PoolProperties names, PoolFacts facts) {
            return "Nothing looks for idle connections: " + SWEEP + " is not above 0.";
        }

        @Override
        public String advice(PoolProperties names, PoolFacts facts, Frameworks frameworks) {
            return "Set " + SWEEP + "=30000, so that it is looked every 30 s, or leave "
                    + names.name(PoolSetting.IDLE_TIMEOUT, frameworks) + " away.";
        }
    },
    IDLE_TEST_WITHOUT_SWEEP {
        @Override
        public boolean isThere(PoolFacts facts) {
            return facts.upkeep().isInert(PoolUpkeep.IDLE_TEST);
        }

        @Override
        public String without(PoolProperties names, PoolFacts facts) {
            return "testWhileIdle=true has no effect";
        }

        @Override
        public String because(PoolProperties names, PoolFacts facts) {
            return "Idle connections are tested by a sweep, and there is none: " + SWEEP + " is not above 0.";
        }

        @Override
        public String advice(PoolProperties names, PoolFacts facts, Frameworks frameworks) {
            return "Set " + names.set(PoolSetting.KEEPALIVE, 30_000_000_000L, frameworks) + ".";
        }
    },
    TEST_WITHOUT_QUERY {
        @Override
        public boolean isThere(PoolFacts facts) {
            return facts.upkeep().isInert(PoolUpkeep.TEST);
        }

        @Override
        public String without(PoolProperties names, PoolFacts facts) {
            return "testOnBorrow=true has no effect";
        }

        @Override
        public String because(PoolProperties names, PoolFacts facts) {
            return "The pool has no validationQuery and knows no other test for this driver.";
        }

        @Override
        public String advice(PoolProperties names, PoolFacts facts, Frameworks frameworks) {
            return "Set validationQuery=SELECT 1.";
        }
    };

    static final SettingsConflict[] ALL = values();
    private static final String SWEEP = "timeBetweenEvictionRunsMillis";

    private static boolean isOf(PoolFacts facts, String library) {
        return facts.library().equals(library);
    }

    private static boolean isSet(long nanos) {
        return nanos > 0 && nanos != PoolFacts.ENDLESS;
    }

    private static String count(PoolProperties names, PoolSetting setting, int count) {
        return names.plain(setting) + "=" + count;
    }

    private static String time(PoolProperties names, PoolSetting setting, long nanos) {
        return names.plain(setting) + " of " + Words.duration(nanos);
    }
}
