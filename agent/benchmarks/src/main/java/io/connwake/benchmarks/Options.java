package io.connwake.benchmarks;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words after the command: one benchmark, numbers by name, words by name, and switches. */
record Options(String benchmark, Map<String, Integer> numbers, Map<String, String> words, Set<String> switches) {
    private static final Map<String, Set<String>> NUMBERS = Map.of(
            "start-up", Set.of("runs"),
            "memory", Set.of("runs", "seconds"),
            "cycle", Set.of("forks", "batches", "pause"),
            "filter", Set.of("forks"),
            "lambda-start", Set.of("runs"),
            "lambda-load", Set.of("runs", "rate", "count", "hold", "warm"),
            "rivals", Set.of("runs"),
            "drain", Set.of("runs", "seconds"));

    /** By benchmark and name, the words that there are. */
    private static final Map<String, Map<String, List<String>>> WORDS =
            Map.of("rivals", Map.of("only", Rivals.WORKLOADS));

    private static final Map<String, Set<String>> SWITCHES =
            Map.of("lambda-start", Set.of("half-core"), "lambda-load", Set.of("from-nothing"));

    static Options parse(String... words) {
        if (words.length == 0 || !NUMBERS.containsKey(words[0])) {
            throw new IllegalArgumentException("a benchmark is wanted, not " + List.of(words));
        }
        Map<String, Integer> numbers = new HashMap<>();
        Map<String, String> chosen = new HashMap<>();
        Set<String> switches = new HashSet<>();
        for (int i = 1; i < words.length; i++) {
            String name = words[i].startsWith("--") ? words[i].substring(2) : "";
            if (SWITCHES.getOrDefault(words[0], Set.of()).contains(name)) {
                switches.add(name);
            } else if (NUMBERS.getOrDefault(words[0], Set.of()).contains(name)) {
                i++;
                numbers.put(name, number(words[i - 1], i < words.length ? words[i] : ""));
            } else if (WORDS.getOrDefault(words[0], Map.of()).containsKey(name)) {
                i++;
                chosen.put(
                        name,
                        word(
                                name,
                                WORDS.getOrDefault(words[0], Map.of()).getOrDefault(name, List.of()),
                                i < words.length ? words[i] : ""));
            } else {
                throw new IllegalArgumentException(words[0] + " knows no " + words[i]);
            }
        }
        return new Options(words[0], Map.copyOf(numbers), Map.copyOf(chosen), Set.copyOf(switches));
    }

    int number(String name, int usual) {
        return numbers.getOrDefault(name, usual);
    }

    /** An empty text where nothing was chosen. */
    String word(String name) {
        return words.getOrDefault(name, "");
    }

    boolean has(String name) {
        return switches.contains(name);
    }

    private static String word(String name, List<String> known, String value) {
        if (!known.contains(value)) {
            throw new IllegalArgumentException(name + " wants one of " + known + ", not '" + value + "'");
        }
        return value;
    }

    private static int number(String name, String value) {
        if (!value.matches("[1-9]\\d{0,5}")) {
            throw new IllegalArgumentException(name + " wants a number from 1 on, not '" + value + "'");
        }
        return Integer.parseInt(value);
    }
}
