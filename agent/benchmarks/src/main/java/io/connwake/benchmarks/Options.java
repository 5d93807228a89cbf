package io.connwake.benchmarks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words after the command: one benchmark, and numbers by name. */
record Options(String benchmark, Map<String, Integer> numbers) {
    private static final Map<String, Set<String>> KNOWN = Map.of(
            "start-up", Set.of("runs"),
            "memory", Set.of("runs", "seconds"),
            "cycle", Set.of("forks", "batches", "pause"),
            "filter", Set.of("forks"));

    static Options parse(String... words) {
        if (words.length == 0 || !KNOWN.containsKey(words[0])) {
            throw new IllegalArgumentException("a benchmark is wanted, not " + List.of(words));
        }
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 1; i < words.length; i += 2) {
            String name = words[i].startsWith("--") ? words[i].substring(2) : "";
            if (!KNOWN.getOrDefault(words[0], Set.of()).contains(name)) {
                throw new IllegalArgumentException(words[0] + " knows no " + words[i]);
            }
            numbers.put(name, number(words[i], i + 1 < words.length ? words[i + 1] : ""));
        }
        return new Options(words[0], Map.copyOf(numbers));
    }

    int number(String name, int usual) {
        return numbers.getOrDefault(name, usual);
    }

    private static int number(String name, String value) {
        if (!value.matches("[1-9]\\d{0,5}")) {
            throw new IllegalArgumentException(name + " wants a number from 1 on, not '" + value + "'");
        }
        return Integer.parseInt(value);
    }
}
