package io.connwake.report.document;

import io.connwake.report.facts.Attempts;
import io.connwake.report.facts.Facts;
import io.connwake.report.facts.Finding;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is wrong, in one sentence. Where no finding is confirmed it says which opens and acquires failed all the same. */
final class Verdict {
    private static final int MOST_ATTEMPTS = 3;
    private static final int DATE = "2026-11-18T".length();

    private final Facts facts;
    private final List<Finding> confirmed = new ArrayList<>();
    private final List<Attempts> failed = new ArrayList<>();
    private final int resolved;
    private boolean isOver = true;

    Verdict(Facts facts, List<Finding> findings) {
        this.facts = facts;
        findings.stream().filter(Finding::isConfirmed).forEach(confirmed::add);
        resolved = findings.size() - confirmed.size();
        for (Attempts each : facts.attempts()) {
            if (each.failed() > 0) {
                failed.add(each);
                isOver &= each.isOver(facts.endNanos());
            }
        }
        failed.sort(Comparator.comparing((Attempts each) -> !each.name.startsWith("opens"))
                .thenComparingLong(each -> -each.failed()));
    }

    /** Without a finding that would tell why. */
    boolean isFailing() {
        return confirmed.isEmpty() && !isOver;
    }

    /** {@code 3 findings confirmed in 2 processes: leak, pool_exhausted.} */
    String sentence() {
        String past = resolved == 0 ? "" : " " + Words.count(resolved, "was", "were") + " resolved again.";
        if (!confirmed.isEmpty()) {
            return confirmed() + past;
        }
        if (resolved > 0) {
            return isOver ? "Nothing is wrong any more:" + past : "No finding is open, but " + attempts() + past;
        }
        if (failed.isEmpty()) {
            return "Nothing found wrong.";
        }
        return (isOver ? "No finding; " : "No finding, but ") + attempts();
    }

    private String confirmed() {
        Set<Integer> processes = new TreeSet<>();
        Set<String> kinds = new TreeSet<>();
        for (Finding each : confirmed) {
            processes.add(each.process.index);
            kinds.add(each.kind());
        }
        return Words.count(confirmed.size(), "finding", "findings") + " confirmed in "
                + Words.count(processes.size(), "process", "processes") + ": " + String.join(", ", kinds) + ".";
    }

    private String attempts() {
        StringBuilder text = new StringBuilder();
        long others = 0;
        for (int i = 0; i < failed.size(); i++) {
            Attempts each = failed.get(i);
            if (i < MOST_ATTEMPTS) {
                text.append(i == 0 ? "" : "; ").append(attempt(each));
            } else {
                others += each.failed();
            }
        }
        return text + (others == 0 ? "." : "; and " + Words.count(others) + " more failed elsewhere.");
    }

    private String attempt(Attempts of) {
        return Words.count(of.failed()) + " of " + Words.count(of.all()) + " " + of.name + " failed ("
                + String.join(", ", of.reasons()) + ")" + when(of)
                + (of.isOver(facts.endNanos()) ? ", none since" : "");
    }

    /** Where all failed, that is all there is to say. */
    private String when(Attempts of) {
        if (of.failed() == of.all() || of.firstFailedNanos() == Long.MAX_VALUE) {
            return "";
        }
        String first = time(of.firstFailedNanos());
        String last = time(of.lastFailedNanos());
        return first.equals(last) ? " at " + last : " between " + first + " and " + last;
    }

    private String time(long nanos) {
        String text = second(nanos);
        boolean isOneDay = second(facts.startNanos()).regionMatches(0, second(facts.endNanos()), 0, DATE);
        return isOneDay ? text.substring(DATE) : text;
    }

    private static String second(long nanos) {
        return Instant.EPOCH.plusNanos(nanos).truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
