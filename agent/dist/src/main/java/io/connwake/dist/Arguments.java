package io.connwake.dist;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The agent's argument: {@code key=value} pairs without prefix, separated by {@code ;}. What is none is a mistake. */
final class Arguments {
    private Arguments() {}

    static Map<String, String> split(@Nullable String arguments, List<String> mistakes) {
        Map<String, String> pairs = new LinkedHashMap<>();
        Set<String> repeated = new LinkedHashSet<>();
        int start = 0;
        String text = arguments == null ? "" : arguments;
        while (start < text.length()) {
            int end = text.indexOf(';', start);
            end = end < 0 ? text.length() : end;
            add(text.substring(start, end).trim(), pairs, repeated, mistakes);
            start = end + 1;
        }
        for (String key : repeated) {
            mistakes.add(
                    "the agent argument gives " + key + " more than once; the last, '" + pairs.get(key) + "', is used");
        }
        return pairs;
    }

    private static void add(String pair, Map<String, String> pairs, Set<String> repeated, List<String> mistakes) {
        if (pair.isEmpty()) {
            return;
        }
        int equals = pair.indexOf('=');
        if (equals < 0) {
            mistakes.add("agent argument '" + pair + "' is not key=value and is ignored");
            return;
        }
        String key = pair.substring(0, equals).trim();
        key = key.startsWith("connwake.") ? key.substring("connwake.".length()) : key;
        if (pairs.put(key, pair.substring(equals + 1)) != null) {
            repeated.add(key);
        }
    }
}
