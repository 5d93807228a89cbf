package io.connwake.dist;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The agent's argument: {@code key=value} pairs without prefix, separated by {@code ;}. */
final class Arguments {
    private Arguments() {}

    static Map<String, String> split(@Nullable String arguments, Notices notices) {
        Map<String, String> pairs = new LinkedHashMap<>();
        Set<String> repeated = new LinkedHashSet<>();
        int start = 0;
        String text = arguments == null ? "" : arguments;
        while (start < text.length()) {
            int end = text.indexOf(';', start);
            end = end < 0 ? text.length() : end;
            add(text.substring(start, end).trim(), pairs, repeated, notices);
            start = end + 1;
        }
        for (String key : repeated) {
            notices.say(
                    "the agent argument gives " + key + " more than once; the last, '" + pairs.get(key) + "', is used");
        }
        return pairs;
    }

    private static void add(String pair, Map<String, String> pairs, Set<String> repeated, Notices notices) {
        if (pair.isEmpty()) {
            return;
        }
        int equals = pair.indexOf('=');
        if (equals < 0) {
            notices.say("agent argument '" + pair + "' is not key=value and is ignored");
            return;
        }
        String key = pair.substring(0, equals).trim();
        key = key.startsWith("connwake.") ? key.substring("connwake.".length()) : key;
        if (pairs.put(key, pair.substring(equals + 1)) != null) {
            repeated.add(key);
        }
    }
}
