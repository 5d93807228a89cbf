package io.connwake.dist;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the values of settings: durations become nanoseconds, sizes bytes. */
final class Values {
    private static final String[] DURATION_UNITS = {"ms", "s", "m", "h"};
    private static final long[] DURATION_NANOS = {1_000_000L, 1_000_000_000L, 60_000_000_000L, 3_600_000_000_000L};
    private static final String[] SIZE_UNITS = {"KB", "MB", "GB", "B"};
    private static final long[] SIZE_BYTES = {1L << 10, 1L << 20, 1L << 30, 1L};
    private static final int LARGEST_RING = 1 << 24;

    private Values() {}

    /** A Boolean, Long or String; null if the text does not say one. */
    static @Nullable Object parse(Setting.Kind kind, String text) {
        return switch (kind) {
            case FLAG -> flag(text);
            case TEXT, FILE -> text;
            case COUNT, SLOTS -> number(text);
            case DURATION -> scaled(text, DURATION_UNITS, DURATION_NANOS);
            case SIZE -> scaled(text.toUpperCase(Locale.ROOT), SIZE_UNITS, SIZE_BYTES);
            case SITES -> oneOf(text, "adaptive", "all", "off");
            case PROXY -> oneOf(text, "auto", "rds", "pgbouncer", "none");
            case UNLESS_TOLD -> oneOf(text, "auto", "on", "off");
            case FLUSH -> oneOf(text, "auto", "always", "extension", "loopback", "periodic");
        };
    }

    /** Whether a well-formed value can be used. */
    static boolean isSensible(Setting setting, Object value) {
        return switch (setting) {
            case RING_SIZE -> (Long) value >= 2 && (Long) value <= LARGEST_RING;
            case LEAK_THRESHOLD, WAIT_THRESHOLD -> (Long) value > 0;
            case RECORD_MAX -> (Long) value >= 1 << 16;
            default -> true;
        };
    }

    private static @Nullable String oneOf(String text, String... words) {
        for (String word : words) {
            if (word.equals(text)) {
                return text;
            }
        }
        return null;
    }

    private static @Nullable Boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "on", "yes", "1" -> true;
            case "false", "off", "no", "0" -> false;
            default -> null;
        };
    }

    private static @Nullable Long number(String text) {
        if (text.isEmpty() || text.length() > 12) {
            return null;
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return null;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static @Nullable Long scaled(String text, String[] units, long[] factors) {
        for (int i = 0; i < units.length; i++) {
            if (text.endsWith(units[i])) {
                Long number = number(
                        text.substring(0, text.length() - units[i].length()).trim());
                return number == null || number > Long.MAX_VALUE / factors[i] ? null : (Long) (number * factors[i]);
            }
        }
        return null;
    }
}
