package io.connwake.pipeline.idle;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a peer's idle limit.
 *
 * @param longestSurvivalNanos 0 if nothing survived yet
 * @param deaths those that one event, a restart or a failover, does not explain
 * @param shortestDeathNanos 0 if there is none
 * @param explained deaths that came together with others, or when something was killed
 * @param bracket null as long as the evidence does not make one
 */
public record IdleEvidence(
        long survivals,
        long longestSurvivalNanos,
        long deaths,
        long shortestDeathNanos,
        long explained,
        @Nullable IdleBracket bracket) {

    /** Known limits that would explain it: those in the bracket, or between what lived and what did not. */
    public List<KnownLimit> candidates() {
        if (bracket != null) {
            return between(bracket.lowerNanos(), bracket.upperNanos());
        }
        boolean parted = deaths > 0 && longestSurvivalNanos < shortestDeathNanos;
        return parted ? between(longestSurvivalNanos, shortestDeathNanos) : List.of();
    }

    private static List<KnownLimit> between(long lowerNanos, long upperNanos) {
        List<KnownLimit> found = new ArrayList<>();
        for (KnownLimit each : KnownLimit.values()) {
            if (each.isWithin(lowerNanos, upperNanos)) {
                found.add(each);
            }
        }
        return found;
    }
}
