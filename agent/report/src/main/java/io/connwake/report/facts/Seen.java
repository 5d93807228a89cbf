package io.connwake.report.facts;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When something was seen, month by month, so that what a wrong clock told can be left out when all is known. A time of
 * 0 or less is none.
 */
final class Seen {
    private static final long MONTH_NANOS = 30L * 86_400 * 1_000_000_000;
    private static final long YEAR = 12;

    private final Map<Long, Month> months = new HashMap<>();
    private @Nullable Month latest;

    private static final class Month {
        final long number;
        long firstNanos = Long.MAX_VALUE;
        long lastNanos = Long.MIN_VALUE;
        long count;

        Month(long number) {
            this.number = number;
        }
    }

    void at(long nanos) {
        if (nanos <= 0) {
            return;
        }
        long number = nanos / MONTH_NANOS;
        Month month = latest;
        if (month == null || month.number != number) {
            month = months.computeIfAbsent(number, Month::new);
            latest = month;
        }
        month.firstNanos = Math.min(month.firstNanos, nanos);
        month.lastNanos = Math.max(month.lastNanos, nanos);
        month.count++;
    }

    /** Adds how much was seen in each month. */
    void addTo(Map<Long, Long> counts) {
        for (Month each : months.values()) {
            counts.merge(each.number, each.count, Long::sum);
        }
    }

    /** Within a year of that month; {@link Long#MAX_VALUE} if nothing was. */
    long firstNanos(long bulk) {
        return months.values().stream()
                .filter(each -> isNear(each, bulk))
                .mapToLong(each -> each.firstNanos)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Within a year of that month; {@link Long#MIN_VALUE} if nothing was. */
    long lastNanos(long bulk) {
        return months.values().stream()
                .filter(each -> isNear(each, bulk))
                .mapToLong(each -> each.lastNanos)
                .max()
                .orElse(Long.MIN_VALUE);
    }

    private static boolean isNear(Month month, long bulk) {
        return Math.abs(month.number - bulk) <= YEAR;
    }
}
