package io.connwake.demo;

import io.connwake.demo.stories.Story;
import io.connwake.demo.stories.Telling;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How the stories of a run came out. */
final class Outcomes {
    private final List<String> rows = new ArrayList<>();
    private final boolean withAgent;
    private int played;
    private int failed;
    private int skipped;

    Outcomes(boolean withAgent) {
        this.withAgent = withAgent;
    }

    void played(Story story, Telling telling) {
        played++;
        failed += telling.complaints().isEmpty() ? 0 : 1;
        rows.add(row(story, telling.complaints().isEmpty() ? "as meant" : "NOT AS MEANT", found(telling)));
    }

    void skipped(Story story, String lacks) {
        skipped++;
        rows.add(row(story, "skipped", "for want of " + lacks));
    }

    int failed() {
        return failed;
    }

    /** A row for each story. */
    List<String> table() {
        return List.copyOf(rows);
    }

    /** {@code 12 of 13 stories played, all came out as meant; 1 skipped.} */
    String sentence() {
        String all = skipped == 0 ? Integer.toString(played) : played + " of " + (played + skipped);
        String ends = failed == 0
                ? "all came out as meant"
                : failed + " of them did not come out as meant; what is missing is said above";
        return all + (played + skipped == 1 ? " story" : " stories") + " played, " + ends
                + (skipped == 0 ? "" : "; " + skipped + " skipped") + ".";
    }

    private String found(Telling telling) {
        if (!withAgent) {
            return "the symptoms alone: no agent looked";
        }
        Set<String> kinds = new LinkedHashSet<>();
        telling.findings().forEach(told -> kinds.add(told.finding().kind()));
        return kinds.isEmpty() ? "no finding" : String.join(", ", kinds);
    }

    private static String row(Story story, String outcome, String rest) {
        return String.format("  %d  %-25s %-13s %s", story.number(), story.name(), outcome, rest);
    }
}
