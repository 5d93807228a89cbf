package io.connwake.pipeline.idle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one idle age that parts survivals from deaths best. It is a limit only if hardly any is on the wrong side, if there
 * are enough near it on both sides, and if it explains the deaths far better than killing at random would.
 */
final class Stump {
    private static final double PURE = 0.9;
    private static final int FEWEST_DEATHS = 3;
    private static final int FEWEST_SURVIVALS = 3;

    /** A bracket whose ends are further apart says next to nothing of a limit. */
    private static final double WIDEST = 2;

    /** What is on the wrong side by a tenth of the limit, may be there because two clocks measure it. */
    private static final int FUZZY = 10;

    /** In favour of the limit, as the natural logarithm of the odds. */
    private static final double EVIDENCE = 8;

    private final List<Spell> deaths;
    private final List<Spell> events;
    private final Spells survivals;

    /**
     * @param deaths shortest first
     * @param events those of them that a restart explains as well: below a limit they are no exceptions to it
     */
    Stump(List<Spell> deaths, List<Spell> events, Spells survivals) {
        this.deaths = deaths;
        this.events = events;
        this.survivals = survivals;
    }

    @Nullable
    IdleBracket limit() {
        int below = bestCut();
        if (below < 0) {
            return null;
        }
        IdleBracket bracket = bracket(below);
        return isNear(bracket) && isCertain(below) ? bracket : null;
    }

    /** Of the server's own word. */
    @Nullable
    IdleBracket toldLimit() {
        for (int below = 0; below < deaths.size(); below++) {
            if (deaths.get(below).ending() == Ending.TIMED_OUT) {
                IdleBracket bracket = bracket(below);
                return isPure(below) && bracket.lowerNanos() * WIDEST >= bracket.upperNanos() ? bracket : null;
            }
        }
        return null;
    }

    /** How many deaths lie below the best cut; negative if there is none. */
    private int bestCut() {
        int best = -1;
        double mostLikely = Double.NEGATIVE_INFINITY;
        for (int below = 0; below < deaths.size(); below++) {
            if (isPure(below) && logLikelihood(below) > mostLikely) {
                mostLikely = logLikelihood(below);
                best = below;
            }
        }
        return best;
    }

    private boolean isPure(int below) {
        long beyond = survivalsBeyond(below);
        int above = deaths.size() - below;
        return beyond < Spells.KEPT
                && above >= PURE * (above + beyond)
                && above >= PURE * (deaths.size() - eventsBelow(below));
    }

    private int eventsBelow(int below) {
        int found = 0;
        for (Spell each : events) {
            found += each.idleNanos() < deaths.get(below).idleNanos() ? 1 : 0;
        }
        return found;
    }

    private boolean isNear(IdleBracket bracket) {
        if (bracket.deaths() < FEWEST_DEATHS || bracket.lowerNanos() * WIDEST < bracket.upperNanos()) {
            return false;
        }
        int near = 0;
        for (Spell each : survivals.kept()) {
            near += each.idleNanos() < bracket.upperNanos() && each.idleNanos() * WIDEST >= bracket.upperNanos()
                    ? 1
                    : 0;
        }
        return near >= FEWEST_SURVIVALS;
    }

    private boolean isCertain(int below) {
        return logLikelihood(below) - Hazard.logLikelihood(deaths, survivals) >= EVIDENCE;
    }

    private double logLikelihood(int below) {
        long beyond = survivalsBeyond(below);
        return logLikelihood(below, survivals.count() - beyond) + logLikelihood(deaths.size() - below, beyond);
    }

    /** Of so many of one kind and so many of the other, at the likeliest rate. */
    private static double logLikelihood(long some, long others) {
        return term(some, some + others) + term(others, some + others);
    }

    private static double term(long part, long all) {
        return part == 0 ? 0 : (double) part * Math.log((double) part / (double) all);
    }

    private long survivalsBeyond(int below) {
        long cut = deaths.get(below).idleNanos();
        long beyond = 0;
        for (Spell each : survivals.kept()) {
            beyond += each.idleNanos() >= cut ? 1 : 0;
        }
        return beyond;
    }

    /** Between the last that surely lived and the first that surely died: near the cut what is measured is not that exact. */
    private IdleBracket bracket(int below) {
        long cut = deaths.get(below).idleNanos();
        long beyond = survivalsBeyond(below);
        return new IdleBracket(
                lower(below, cut),
                upper(below, cut),
                deaths.size() - below,
                survivals.count() - beyond,
                below + (int) beyond);
    }

    private long lower(int below, long cut) {
        long died = cut;
        for (int i = 0; i < below; i++) {
            long idle = deaths.get(i).idleNanos();
            died = idle >= cut - cut / FUZZY ? Math.min(died, idle) : died;
        }
        long lower = 0;
        for (Spell each : survivals.kept()) {
            lower = each.idleNanos() < died ? Math.max(lower, each.idleNanos()) : lower;
        }
        return lower;
    }

    private long upper(int below, long cut) {
        long lived = cut;
        for (Spell each : survivals.kept()) {
            lived = each.idleNanos() <= cut + cut / FUZZY ? Math.max(lived, each.idleNanos()) : lived;
        }
        for (int i = below; i < deaths.size(); i++) {
            if (deaths.get(i).idleNanos() >= lived) {
                return deaths.get(i).idleNanos();
            }
        }
        return lived;
    }
}
