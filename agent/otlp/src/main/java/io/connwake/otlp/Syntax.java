package io.connwake.otlp;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** What the SDK accepts as a value, checked before it sees it. */
final class Syntax {
    private Syntax() {}

    static boolean isEndpoint(String value) {
        try {
            URI uri = new URI(value);
            boolean known = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return known
                    && uri.getRawAuthority() != null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && isPort(uri.getRawAuthority());
        } catch (URISyntaxException bad) {
            return false;
        }
    }

    private static boolean isPort(String authority) {
        int colon = authority.lastIndexOf(':');
        if (colon <= authority.lastIndexOf(']')) {
            return true;
        }
        long port = number(authority.substring(colon + 1));
        return port > 0 && port < 65536;
    }

    /** {@code name=value,name=value}, values percent-encoded; a control character would not pass as part of a header. */
    static boolean isHeaders(String value) {
        for (String entry : value.split(",", -1)) {
            if (!entry.isBlank() && entry.indexOf('=') < 1) {
                return false;
            }
        }
        for (int at = 0; at < value.length(); at++) {
            char character = value.charAt(at);
            if (isControl(character) || (character == '%' && isControl(decoded(value, at)))) {
                return false;
            }
        }
        return true;
    }

    /** -1, no character at all, where no two digits follow: the SDK starts nothing over that. */
    private static int decoded(String value, int percent) {
        if (percent + 2 >= value.length()) {
            return -1;
        }
        int high = Character.digit(value.charAt(percent + 1), 16);
        int low = Character.digit(value.charAt(percent + 2), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static boolean isControl(int character) {
        return (character < ' ' && character != '\t') || character == 0x7f;
    }

    /** Milliseconds if no unit is given; -1 if it is no duration. */
    static long millis(String value) {
        String text = value.trim();
        int digits = 0;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        long number = number(text.substring(0, digits));
        long unit = unitMillis(text.substring(digits).trim());
        return number < 0 || unit < 0 || number > Long.MAX_VALUE / 2 / Math.max(1, unit) ? -1 : number * unit;
    }

    private static long unitMillis(String unit) {
        return switch (unit) {
            case "", "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            case "d" -> 86_400_000;
            default -> -1;
        };
    }

    static boolean isCount(String value) {
        long number = number(value);
        return number > 0 && number <= Integer.MAX_VALUE;
    }

    static boolean isRatio(String value) {
        try {
            double ratio = Double.parseDouble(value);
            return ratio >= 0 && ratio <= 1;
        } catch (NumberFormatException bad) {
            return false;
        }
    }

    static boolean isTemporality(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        return lower.equals("cumulative") || lower.equals("delta") || lower.equals("lowmemory");
    }

    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException bad) {
            return -1;
        }
    }
}
