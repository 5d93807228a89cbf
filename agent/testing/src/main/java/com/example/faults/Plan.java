package com.example.faults;

import java.util.List;

/**
 * Which methods throw, and when.
 *
 * @param notes a file to which each method that threw is written once
 * @param after how many calls of each pass before
 * @param every which of the calls after those throw: 1 for each, 2 for the second, the fourth and so on
 * @param kind the class of what is thrown, empty for one kind after the other
 * @param patterns class and method joined by a dot; a star at the end is for any rest, an exclamation mark before for none of those
 */
record Plan(String notes, int after, int every, String kind, List<String> patterns) {
    static final Plan NOTHING = new Plan("", Integer.MAX_VALUE, 1, "", List.of());

    /** As {@code notes;after;every;kind;pattern;pattern}. */
    static Plan parse(String text) {
        List<String> words = List.of(text.split(";"));
        return new Plan(
                words.get(0),
                Integer.parseInt(words.get(1)),
                Integer.parseInt(words.get(2)),
                words.get(3),
                words.subList(4, words.size()));
    }

    boolean mayName(String className) {
        String beginning = className + '.';
        for (String pattern : patterns) {
            if (pattern.startsWith(beginning) || (isOpen(pattern) && beginning.startsWith(stem(pattern)))) {
                return true;
            }
        }
        return false;
    }

    boolean names(String method) {
        boolean named = false;
        for (String pattern : patterns) {
            if (pattern.startsWith("!")) {
                if (matches(pattern.substring(1), method)) {
                    return false;
                }
            } else {
                named |= matches(pattern, method);
            }
        }
        return named;
    }

    private static boolean matches(String pattern, String method) {
        return isOpen(pattern) ? method.startsWith(stem(pattern)) : method.equals(pattern);
    }

    private static boolean isOpen(String pattern) {
        return pattern.endsWith("*");
    }

    private static String stem(String pattern) {
        return pattern.substring(0, pattern.length() - 1);
    }
}
