package io.connwake.demo.stage;

import io.connwake.demo.stage.Reply.Fate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the customers of a service suffered, measured from outside. */
public record Symptom(List<Reply> replies) {
    private static final Duration HANGING = Duration.ofMillis(1_500);

    public Symptom {
        replies = List.copyOf(replies);
    }

    /** Every request had its answer; how fast is the machine's affair. */
    public boolean isGone() {
        return took(Fate.ANSWERED).size() == replies.size();
    }

    public long hung() {
        return replies.stream()
                .filter(reply -> reply.took().compareTo(HANGING) >= 0)
                .count();
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        List<Duration> answered = took(Fate.ANSWERED);
        List<Duration> failed = took(Fate.FAILED);
        List<Duration> givenUp = took(Fate.GIVEN_UP);
        parts.add(answered.size() + " answered" + (answered.isEmpty() ? "" : " (median " + median(answered) + ")"));
        if (!failed.isEmpty()) {
            boolean hung = hangs(failed.get(0));
            parts.add(failed.size() + (hung ? " hung " + median(failed) + " and failed" : " failed"));
        }
        if (!givenUp.isEmpty()) {
            parts.add(givenUp.size() + " hung without an answer until the customer gave up after " + median(givenUp));
        }
        if (isGone()) {
            parts.add("none hung, none failed");
        }
        return replies.size() + " requests: " + String.join(", ", parts);
    }

    private static boolean hangs(Duration took) {
        return took.compareTo(HANGING) >= 0;
    }

    private List<Duration> took(Fate fate) {
        return replies.stream()
                .filter(reply -> reply.fate() == fate)
                .map(Reply::took)
                .sorted()
                .toList();
    }

    private static String median(List<Duration> sorted) {
        long millis = sorted.get(sorted.size() / 2).toMillis();
        return millis < 1_000 ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
    }
}
