package io.connwake.recorder;

import java.util.Random;

/** Passwords as people choose them: letters, digits, marks that mean something in URLs, in any order. */
final class Secrets {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final String MARKS = "!$%^*+=~-_.,|'\"<>`";

    private Secrets() {}

    /** With marks that are no delimiters of a URL; begins and ends with {@code Zq}, so that it is no word. */
    static String next(Random random) {
        StringBuilder secret = new StringBuilder("Zq");
        int length = 4 + random.nextInt(12);
        for (int i = 0; i < length; i++) {
            String from = random.nextInt(4) == 0 ? MARKS : LETTERS;
            secret.append(from.charAt(random.nextInt(from.length())));
        }
        return secret.append("Zq").toString();
    }
}
