package io.connwake.recorder;

import java.util.Random;

/** Passwords as people choose them: letters, digits, marks that mean something in URLs, in any order. */
final class Secrets {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final String MARKS = "!$%^*+=~-_.,|'\"<>`";
    private static final String DELIMITERS = "@/:;?&{}()=#,[]\\%";

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

    /** With the very marks that delimit the parts of a URL, which ought to be escaped and often are not. */
    static String withDelimiters(Random random) {
        StringBuilder secret = new StringBuilder("Zq");
        int marks = 1 + random.nextInt(5);
        for (int i = 0; i < marks; i++) {
            secret.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            secret.append(DELIMITERS.charAt(random.nextInt(DELIMITERS.length())));
            if (random.nextInt(3) == 0) {
                secret.append(DELIMITERS.charAt(random.nextInt(DELIMITERS.length())));
            }
            secret.append(random.nextInt(3) == 0 ? Integer.toString(random.nextInt(70_000)) : "Zq");
        }
        return secret.toString();
    }
}
