package io.connwake.pipeline.rules;

import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.PoolLibrary;
import io.connwake.recorder.event.PoolUpkeep;

/**
 * What HikariCP does not take and replaces when it starts, with no more than a line in its log: {@code
 * HikariConfig.validateNumerics} of 4.0.3 to 7.1.0.
 */
enum CorrectedSetting implements Conflict {
    LIFETIME(PoolSetting.LIFETIME, 30, "30 min are in force"),
    KEEPALIVE(PoolSetting.KEEPALIVE, 30, "no idle connection is tested"),
    IDLE_TIMEOUT(PoolSetting.IDLE_TIMEOUT, 10, "10 min are in force"),
    LEAK(PoolSetting.LEAK, 2, "no leak is reported");

    static final CorrectedSetting[] ALL = values();
    private static final long SECOND = 1_000_000_000L;
    private static final long USUAL_LIFETIME_NANOS = 1_800 * SECOND;

    private final PoolSetting setting;
    private final long leastNanos;
    private final String instead;

    CorrectedSetting(PoolSetting setting, long leastSeconds, String instead) {
        this.setting = setting;
        this.leastNanos = leastSeconds * SECOND;
        this.instead = instead;
    }

    @Override
    public boolean isThere(PoolFacts facts) {
        boolean isFixed = this == IDLE_TIMEOUT && facts.minimumIdle() >= facts.limit(); // says another row
        return facts.asked() != null
                && facts.library().equals(PoolLibrary.HIKARI_CP)
                && !isFixed
                && isSet(nanos(facts))
                && (nanos(facts) < leastNanos || isAboveLifetime(facts));
    }

    @Override
    public String without(PoolProperties names, PoolFacts facts) {
        return names.plain(setting) + " of " + Words.duration(nanos(facts)) + " is not taken";
    }

    @Override
    public String because(PoolProperties names, PoolFacts facts) {
        String bound = isAboveLifetime(facts)
                ? "none above " + names.plain(PoolSetting.LIFETIME) + " of " + Words.duration(lifetime(facts))
                : "none below " + Words.duration(leastNanos);
        return "HikariCP takes " + bound + ": " + instead + ".";
    }

    @Override
    public String advice(PoolProperties names, PoolFacts facts, Frameworks frameworks) {
        long nanos = isAboveLifetime(facts) ? lifetime(facts) / 2 : leastNanos;
        return "Set " + names.set(setting, nanos, frameworks)
                + (isAboveLifetime(facts) ? " or another value below it." : " or more.");
    }

    /** HikariCP takes no keepalive below that. */
    static boolean isTooShortToHalve(PoolFacts facts) {
        return facts.library().equals(PoolLibrary.HIKARI_CP) && lifetime(facts) / 2 < KEEPALIVE.leastNanos;
    }

    private boolean isAboveLifetime(PoolFacts facts) {
        return this == LEAK && nanos(facts) > lifetime(facts);
    }

    /** The one in force when the others are held against it. */
    static long lifetime(PoolFacts facts) {
        long asked = facts.upkeep().maximumLifetimeNanos();
        if (!isSet(asked)) {
            return PoolFacts.ENDLESS;
        }
        return LIFETIME.isThere(facts) ? USUAL_LIFETIME_NANOS : asked;
    }

    private long nanos(PoolFacts facts) {
        PoolUpkeep upkeep = facts.upkeep();
        return switch (this) {
            case LIFETIME -> upkeep.maximumLifetimeNanos();
            case KEEPALIVE -> upkeep.keepaliveNanos();
            case IDLE_TIMEOUT -> upkeep.idleTimeoutNanos();
            case LEAK -> upkeep.leakThresholdNanos();
        };
    }

    private static boolean isSet(long nanos) {
        return nanos > 0 && nanos != PoolFacts.ENDLESS;
    }
}
