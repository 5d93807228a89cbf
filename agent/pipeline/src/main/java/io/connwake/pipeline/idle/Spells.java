package io.connwake.pipeline.idle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The longest spells of a kind, or the shortest, longest or shortest first; of all others the number and the sum. */
final class Spells {
    static final int KEPT = 64;

    private final boolean longest;
    private final List<Spell> kept = new ArrayList<>();
    private long count;
    private double sumNanos;

    private Spells(boolean longest) {
        this.longest = longest;
    }

    static Spells longest() {
        return new Spells(true);
    }

    static Spells shortest() {
        return new Spells(false);
    }

    void add(Spell spell) {
        count++;
        sumNanos += spell.idleNanos();
        keep(spell);
    }

    void addAll(Spells other) {
        count += other.count;
        sumNanos += other.sumNanos;
        for (Spell each : other.kept) {
            keep(each);
        }
    }

    long count() {
        return count;
    }

    double sumNanos() {
        return sumNanos;
    }

    List<Spell> kept() {
        return Collections.unmodifiableList(kept);
    }

    private void keep(Spell spell) {
        int last = kept.size() - 1;
        if (last + 1 == KEPT) {
            if (!precedes(spell, kept.get(last))) {
                return;
            }
            kept.remove(last);
        }
        int at = kept.size();
        while (at > 0 && precedes(spell, kept.get(at - 1))) {
            at--;
        }
        kept.add(at, spell);
    }

    private boolean precedes(Spell one, Spell other) {
        return longest ? one.idleNanos() > other.idleNanos() : one.idleNanos() < other.idleNanos();
    }
}
