package io.connwake.report.document;

import java.util.Locale;

/** Numbers as a person reads them. */
public final class Words {
    private Words() {}

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    public static String count(long number, String one, String many) {
        return number == 1 ? "1 " + one : count(number) + " " + many;
    }

    static String seconds(long nanos) {
        double seconds = nanos / 1e9;
        return String.format(Locale.ROOT, seconds < 600 ? "%.1f s" : "%,.0f s", seconds);
    }

    static String percent(double share) {
        double percent = 100 * share;
        return percent > 0 && percent < 1 ? "less than 1 %" : Math.round(percent) + " %";
    }
}
