package io.connwake.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What follows a command.
 *
 * @param output as given with {@code -o}; null if it was not
 */
record Arguments(List<String> recordings, @Nullable String output) {
    static Arguments of(String command, List<String> words) throws Refusal {
        List<String> recordings = new ArrayList<>();
        String output = null;
        boolean areOptions = true;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!areOptions || !word.startsWith("-") || word.equals("-")) {
                recordings.add(word);
            } else if (word.equals("--")) {
                areOptions = false;
            } else if (word.equals("-o") || word.equals("--output")) {
                output = valueOf(word, words, ++i, output);
            } else {
                throw new Refusal(command + " has no option " + word);
            }
        }
        if (recordings.isEmpty()) {
            throw new Refusal(command + " needs the name of a recording");
        }
        return new Arguments(recordings, output);
    }

    private static String valueOf(String option, List<String> words, int at, @Nullable String earlier) throws Refusal {
        if (at >= words.size() || words.get(at).isEmpty()) {
            throw new Refusal(option + " needs the name of a file, or - for standard output");
        }
        if (earlier != null) {
            throw new Refusal("there is one output; " + earlier + " and " + words.get(at) + " were given");
        }
        return words.get(at);
    }
}
