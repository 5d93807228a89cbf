package io.connwake.benchmarks;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line on which a program tells {@code name=value}, several times. */
record Line(String text) {
    double number(String name) {
        return Double.parseDouble(word(name));
    }

    String word(String name) {
        Matcher said = Pattern.compile("(?:^|\\s)" + name + "=(\\S*)").matcher(text);
        if (!said.find()) {
            throw new IllegalStateException("no " + name + " in '" + text + "'");
        }
        return said.group(1);
    }
}
