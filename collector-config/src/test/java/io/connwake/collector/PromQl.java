package io.connwake.collector;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a PromQL expression names. That it is one is promtool's to say. */
record PromQl(List<Selector> selectors, Set<String> groupings) {
    private static final Pattern TOKEN =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|\\[[^\\]]*]|[a-zA-Z_:][a-zA-Z0-9_:]*|[0-9.]+[a-z]*|=~|!~|!=|\\S");
    private static final Set<String> LISTS = Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");

    /** A metric, and the labels that are compared with a value, as {@code label=value}; a pattern has no value. */
    record Selector(String metric, List<String> matchers) {}

    static PromQl of(String expression) {
        List<String> tokens = tokens(expression);
        List<Selector> selectors = new ArrayList<>();
        Set<String> groupings = new LinkedHashSet<>();
        int at = 0;
        while (at < tokens.size()) {
            String token = tokens.get(at);
            String next = at + 1 < tokens.size() ? tokens.get(at + 1) : "";
            if (LISTS.contains(token) && next.equals("(")) {
                int end = closing(tokens, at + 1, ")");
                groupings.addAll(identifiers(tokens.subList(at + 2, end)));
                at = end;
            } else if (isIdentifier(token)
                    && !LISTS.contains(token)
                    && !WORDS.contains(token)
                    && !next.equals("(")
                    && !isAggregation(tokens, at)) {
                int end = next.equals("{") ? closing(tokens, at + 1, "}") : at;
                selectors.add(new Selector(token, end == at ? List.of() : matchers(tokens.subList(at + 2, end))));
                at = end;
            }
            at++;
        }
        return new PromQl(selectors, groupings);
    }

    /** {@code sum by (…) (…)}: an operator whose list stands before its operand. */
    private static boolean isAggregation(List<String> tokens, int at) {
        return at + 2 < tokens.size()
                && LISTS.contains(tokens.get(at + 1))
                && tokens.get(at + 2).equals("(")
                && !tokens.get(at + 1).startsWith("group")
                && !tokens.get(at + 1).equals("on")
                && !tokens.get(at + 1).equals("ignoring");
    }

    private static List<String> tokens(String expression) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(expression);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        return tokens;
    }

    private static int closing(List<String> tokens, int from, String bracket) {
        int at = from;
        while (!tokens.get(at).equals(bracket)) {
            at++;
        }
        return at;
    }

    private static List<String> identifiers(List<String> tokens) {
        return tokens.stream().filter(PromQl::isIdentifier).toList();
    }

    private static boolean isIdentifier(String token) {
        char first = token.charAt(0);
        return Character.isLetter(first) || first == '_' || (first == ':' && token.length() > 1);
    }

    private static List<String> matchers(List<String> tokens) {
        List<String> matchers = new ArrayList<>();
        for (int i = 0; i + 2 < tokens.size(); i++) {
            if (isIdentifier(tokens.get(i)) && tokens.get(i + 2).startsWith("\"")) {
                String value = tokens.get(i + 2);
                boolean exact = tokens.get(i + 1).equals("=") && !value.contains("$");
                matchers.add(tokens.get(i) + "=" + (exact ? value.substring(1, value.length() - 1) : ""));
            }
        }
        return matchers;
    }
}
