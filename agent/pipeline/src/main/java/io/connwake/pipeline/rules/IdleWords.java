package io.connwake.pipeline.rules;

import io.connwake.pipeline.idle.IdleBracket;
import io.connwake.pipeline.idle.IdleEvidence;
import io.connwake.pipeline.idle.KnownLimit;
import java.util.List;

/** What is known of a peer's idle limit, as a person reads it. */
final class IdleWords {
    /** Words cut off what is less than a tenth of a second: the upper end of a bracket must not come down by that. */
    private static final long JUST_BELOW_A_TENTH = 99_999_999L;

    private IdleWords() {}

    /** {@code 1 death at 372.0 s, 96 survivals ≤ 241.0 s: consistent with …}. */
    static String evidence(IdleEvidence evidence, String peer) {
        StringBuilder text = new StringBuilder();
        IdleBracket bracket = evidence.bracket();
        if (bracket == null) {
            graded(text, evidence);
        } else {
            bracket(text, bracket, peer);
        }
        List<KnownLimit> candidates = evidence.candidates();
        if (!candidates.isEmpty()) {
            text.append(": consistent with ").append(names(candidates));
        }
        text.append('.');
        if (evidence.explained() > 0) {
            text.append(' ')
                    .append(Words.count(evidence.explained(), "more death", "more deaths"))
                    .append(" came together with others, as in a restart.");
        }
        return text.toString();
    }

    private static void graded(StringBuilder text, IdleEvidence evidence) {
        text.append(Words.count(evidence.deaths(), "death", "deaths"));
        if (evidence.deaths() > 0) {
            text.append(evidence.deaths() == 1 ? " at " : " from ")
                    .append(Words.duration(evidence.shortestDeathNanos()))
                    .append(evidence.deaths() == 1 ? "" : " on");
        }
        if (evidence.survivals() == 0) {
            text.append(", no survival of a second or more yet");
        } else {
            text.append(", ")
                    .append(Words.count(evidence.survivals(), "survival", "survivals"))
                    .append(" ≤ ")
                    .append(Words.duration(evidence.longestSurvivalNanos()));
        }
    }

    private static void bracket(StringBuilder text, IdleBracket bracket, String peer) {
        text.append("The idle limit of ")
                .append(peer)
                .append(" lies between ")
                .append(Words.duration(bracket.lowerNanos()))
                .append(" (")
                .append(Words.count(bracket.survivals()))
                .append(" survived up to that) and ")
                .append(Words.duration(bracket.upperNanos() + JUST_BELOW_A_TENTH))
                .append(" (")
                .append(Words.count(bracket.deaths()))
                .append(" died from that on");
        if (bracket.exceptions() > 0) {
            text.append(", with ").append(Words.count(bracket.exceptions(), "exception", "exceptions"));
        }
        text.append(')');
    }

    private static String names(List<KnownLimit> limits) {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < limits.size(); i++) {
            String separator = i == 0 ? "" : i == limits.size() - 1 ? " and " : ", ";
            names.append(separator).append(limits.get(i).words());
        }
        return names.toString();
    }
}
