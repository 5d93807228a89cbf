package io.connwake.pipeline.rules;

/** Numbers as a person reads them. */
final class Words {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;

    private Words() {}

    /** {@code 2.0 s}, {@code 35 ms}, {@code 4 min}. */
    static String duration(long nanos) {
        long positive = Math.max(0, nanos);
        if (positive > 0 && positive < MILLI) {
            return "under 1 ms";
        }
        if (positive < SECOND) {
            return positive / MILLI + " ms";
        }
        if (positive < 600 * SECOND) {
            long tenths = positive / (SECOND / 10);
            return tenths / 10 + "." + tenths % 10 + " s";
        }
        return positive / (60 * SECOND) + " min";
    }

    /** {@code 4,310}. */
    static String count(long number) {
        String digits = Long.toString(number);
        StringBuilder grouped = new StringBuilder(digits);
        for (int i = digits.length() - 3; i > 0; i -= 3) {
            grouped.insert(i, ',');
        }
        return grouped.toString();
    }

    static String count(long number, String one, String many) {
        return number == 1 ? "1 " + one : count(number) + " " + many;
    }
}
