package io.connwake.dist;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The agent's argument: {@code key=value} pairs without prefix, separated by {@code ;}. */
final class Arguments {
    private Arguments() {}

    static Map<String, String> split(@Nullable String arguments, Notices notices) {
        Map<String, String> pairs = new LinkedHashMap<>();
        int start = 0;
        String text = arguments == null ? "" : arguments;
        while (start < text.length()) {
            int end = text.indexOf(';', start);
            end = end < 0 ? text.length() : end;
            add(text.substring(start, end).trim(), pairs, notices);
            start = end + 1;
        }
        return pairs;
    }

    private static void add(String pair, Map<String, String> pairs, Notices notices) {
        if (pair.isEmpty()) {
            return;
        }
        int equals = pair.indexOf('=');
        if (equals < 0) {
            notices.say("agent argument '" + pair + "' is not key=value and is ignored");
            return;
        }
        String key = pair.substring(0, equals).trim();
        pairs.put(key.startsWith("connwake.") ? key.substring("connwake.".length()) : key, pair.substring(equals + 1));
    }
}
