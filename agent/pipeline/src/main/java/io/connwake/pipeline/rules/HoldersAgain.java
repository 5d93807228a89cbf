package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Lease;
import io.connwake.recorder.event.Site;
import io.connwake.recorder.event.StillOpen;
import io.connwake.recorder.event.StillOpen.Holder;

/**
 * Those holders of an exhausted pool whose threads acquire at the same line once more: a loop that keeps several, or calls that
 * forgot theirs, which time alone will tell apart. None unless they are the most of those that are named.
 */
final class HoldersAgain {
    private final LineTally lines = new LineTally();
    private final int all;
    private int number;
    private int bySession;

    HoldersAgain(Exhaustion exhaustion) {
        all = exhaustion.holders.size();
        for (Lease holder : exhaustion.holders) {
            Site site = holder.site();
            StillOpen look = holder.watch().look();
            if (holder.isOpen() && site != null && look != null && look.holder() == Holder.AGAIN) {
                number++;
                bySession += site.keeper() == Site.Keeper.SESSION ? 1 : 0;
                lines.add(site.line().toString(), 1);
            }
        }
    }

    boolean isEmpty() {
        return 2 * number <= all;
    }

    String advice() {
        String who = number == 1 ? "is held by a thread that acquires " : "are held by threads that acquire ";
        return Words.count(number) + " of the " + Words.count(all) + " named " + who
                + (lines.mainPercent() < 100 ? "mostly at " : "at ") + lines.main()
                + " again: "
                + (2 * bySession > number
                        ? "close each session (EntityManager, SqlSession) before the next, on every path"
                        : "close each before the next, by try-with-resources if some path leaves one open");
    }
}
