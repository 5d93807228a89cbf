package io.connwake.pipeline.idle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * How connections to one peer fared after times without use: the longest that were survived, the shortest after which
 * they were dead, and the number of all. Histories add up, so that many short processes tell what none of them can.
 */
public final class IdleHistory {
    private static final int KEPT_KILLS = 32;

    private final Spells survivals = Spells.longest();
    private final Spells deaths = Spells.shortest();
    private final Deque<Spell> kills = new ArrayDeque<>();
    private @Nullable IdleEvidence known;

    /**
     * One more time without use.
     *
     * @param atNanos when the connection was used again, on a clock that all that is added here shares
     */
    public void add(Ending ending, long idleNanos, long atNanos) {
        Spell spell = new Spell(Math.max(0, idleNanos), atNanos, ending);
        known = null;
        switch (ending) {
            case SURVIVED -> survivals.add(spell);
            case TIMED_OUT, DIED -> deaths.add(spell);
            case KILLED -> killed(spell);
        }
    }

    public void add(IdleHistory other) {
        known = null;
        survivals.addAll(other.survivals);
        deaths.addAll(other.deaths);
        for (Spell each : other.kills) {
            killed(each);
        }
    }

    public IdleEvidence evidence() {
        IdleEvidence now = known;
        if (now == null) {
            now = weighed();
            known = now;
        }
        return now;
    }

    private IdleEvidence weighed() {
        Causes causes = Causes.of(deaths.kept(), survivals.kept(), new ArrayList<>(kills));
        Stump stump = new Stump(causes.independent(), causes.events(), survivals);
        IdleBracket told = stump.toldLimit();
        long longest = survivals.kept().isEmpty() ? 0 : survivals.kept().get(0).idleNanos();
        long shortest =
                causes.independent().isEmpty() ? 0 : causes.independent().get(0).idleNanos();
        return new IdleEvidence(
                survivals.count(),
                longest,
                deaths.count() - causes.explained(),
                shortest,
                causes.explained(),
                told == null ? stump.limit() : told);
    }

    private void killed(Spell spell) {
        if (kills.size() == KEPT_KILLS) {
            kills.removeFirst();
        }
        kills.addLast(spell);
    }
}
