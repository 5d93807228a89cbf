package io.connwake.demo.recording;

import java.util.List;

/** A finding as one log record of a recording tells it; what the record doesn't say is empty. */
public record Finding(
        String id,
        String kind,
        String state,
        String sentence,
        String site,
        List<String> evidence,
        String since,
        String advice) {
    public Finding {
        evidence = List.copyOf(evidence);
    }

    public boolean isConfirmed() {
        return state.equals("confirmed");
    }

    /** Whether its site is a line of code. */
    public boolean hasPlace() {
        return site.contains(".java:");
    }

    /** Whether any of its texts names the place, say {@code Orders.java:42}. */
    public boolean names(String place) {
        return mentions(site, place)
                || mentions(sentence, place)
                || evidence.stream().anyMatch(text -> mentions(text, place));
    }

    /** A place ends where its digits end: line 42 isn't named by line 421. */
    private static boolean mentions(String text, String place) {
        int end = text.indexOf(place) + place.length();
        return text.contains(place) && (end == text.length() || !Character.isDigit(text.charAt(end)));
    }
}
