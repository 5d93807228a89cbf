package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.SiteCounts;
import io.connwake.recorder.event.Site;
import java.util.LinkedHashMap;
import java.util.Map;

/** What falls to each line of code; of a bounded number of lines. */
final class LineTally {
    private static final int MOST = 64;

    private final Map<String, Long> amounts = new LinkedHashMap<>();
    private long all;

    void add(String line, long amount) {
        Long known = amounts.get(line);
        if (known != null || amounts.size() < MOST) {
            amounts.put(line, (known == null ? 0 : known) + amount);
        }
        all += amount;
    }

    /** Of how many leases the line was not looked up when they were acquired; empty if of none. */
    static String likely(int leases) {
        String theirs = leases == 1 ? "its" : "their";
        return leases == 0
                ? ""
                : " Of " + Words.count(leases) + " the line is told by " + theirs + " statements alone.";
    }

    /** Where it was acquired, if that is known, or as good as known. */
    void add(Lease lease) {
        Site site = lease.likelySite();
        if (site != null) {
            add(site.line().toString(), 1);
        }
    }

    boolean has(String line) {
        return amounts.containsKey(line);
    }

    boolean isEmpty() {
        return amounts.isEmpty();
    }

    /** The line to which most falls. */
    String main() {
        String main = SiteCounts.UNKNOWN;
        long most = 0;
        for (Map.Entry<String, Long> each : amounts.entrySet()) {
            if (each.getValue() > most) {
                most = each.getValue();
                main = each.getKey();
            }
        }
        return main;
    }

    /** What of all falls to it, in percent. */
    long mainPercent() {
        return all == 0 ? 0 : 100 * amounts.getOrDefault(main(), 0L) / all;
    }

    void clear() {
        amounts.clear();
        all = 0;
    }
}
