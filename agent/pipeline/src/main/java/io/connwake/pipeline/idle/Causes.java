package io.connwake.pipeline.idle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells deaths that are evidence of their own from those that one event, a restart or a failover, would explain: the
 * spells of all of them have a moment in common at which no connection is known to have lived on. Of such a group the
 * shortest counts, and none where something is known to have been killed then; where it stands for many it does not speak
 * against a limit beyond it.
 */
final class Causes {
    private final List<Spell> survivals;
    private final List<Spell> independent = new ArrayList<>();
    private final List<Spell> events = new ArrayList<>();
    private int explained;

    /** So many dead at one moment are an event's work, if no limit is. */
    private static final int MANY = 3;

    private Causes(List<Spell> survivals) {
        this.survivals = survivals;
    }

    static Causes of(List<Spell> deaths, List<Spell> survivals, List<Spell> kills) {
        Causes causes = new Causes(survivals);
        List<Spell> silent = new ArrayList<>();
        for (Spell each : deaths) {
            if (each.ending() == Ending.TIMED_OUT) {
                causes.independent.add(each);
            } else if (causes.cameWithAny(kills, each)) {
                causes.explained++;
            } else {
                silent.add(each);
            }
        }
        if (silent.size() > 1) { // a comparator is the first lambda of many a process
            silent.sort(Comparator.comparingLong(Spell::endNanos));
        }
        while (!silent.isEmpty()) {
            causes.explain(silent.get(0), silent);
        }
        if (causes.independent.size() > 1) {
            causes.independent.sort(Comparator.comparingLong(Spell::idleNanos));
        }
        return causes;
    }

    /** One for each event, shortest first. */
    List<Spell> independent() {
        return independent;
    }

    /** Those of {@link #independent()} that stand for many. */
    List<Spell> events() {
        return events;
    }

    /** Deaths that an event explains which has nothing to do with idling, or that another death stands for. */
    int explained() {
        return explained;
    }

    private boolean cameWithAny(List<Spell> kills, Spell death) {
        for (Spell kill : kills) {
            long from = Math.max(kill.fromNanos(), death.fromNanos());
            long end = Math.min(kill.endNanos(), death.endNanos());
            if (from <= end && lastMomentWithoutSurvivor(from, end) >= from) {
                return true;
            }
        }
        return false;
    }

    private void explain(Spell death, List<Spell> silent) {
        long moment = lastMomentWithoutSurvivor(death.fromNanos(), death.endNanos());
        if (moment < death.fromNanos()) {
            silent.remove(0);
            independent.add(death);
            return;
        }
        Spell shortest = death;
        int together = 0;
        for (int i = silent.size() - 1; i >= 0; i--) {
            Spell each = silent.get(i);
            if (each.spans(moment)) {
                silent.remove(i);
                together++;
                shortest = each.idleNanos() < shortest.idleNanos() ? each : shortest;
            }
        }
        explained += together - 1;
        if (together >= MANY) {
            events.add(shortest);
        }
        independent.add(shortest);
    }

    /** Between these two; before the first if there is none. */
    private long lastMomentWithoutSurvivor(long fromNanos, long endNanos) {
        long moment = endNanos;
        Spell survivor = spannedBy(survivals, moment);
        while (survivor != null && moment >= fromNanos) {
            moment = survivor.fromNanos() - 1;
            survivor = spannedBy(survivals, moment);
        }
        return moment;
    }

    private static @Nullable Spell spannedBy(List<Spell> spells, long moment) {
        for (Spell each : spells) {
            if (each.spans(moment)) {
                return each;
            }
        }
        return null;
    }
}
