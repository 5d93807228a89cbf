package io.connwake.report.document;

import io.connwake.report.facts.Leases;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** Numbers of leases by group, and in each group by the time they began. */
final class Order {
    private static final int INDEX_BITS = 22;
    private static final long INDEX = (1L << INDEX_BITS) - 1;
    private static final int TIME_BITS = 62 - INDEX_BITS;

    private final int[] members;
    private final int[] begins;

    private Order(int[] members, int[] begins) {
        this.members = members;
        this.begins = begins;
    }

    /** All leases by time; to the microsecond as long as that fits. */
    static int[] byStart(Leases leases) {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int i = 0; i < leases.size(); i++) {
            first = Math.min(first, leases.startNanos(i));
            last = Math.max(last, leases.startNanos(i));
        }
        long unit = Math.max(1_000, ((last - first) >> TIME_BITS) + 1);
        long[] keys = new long[leases.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (((leases.startNanos(i) - first) / unit) << INDEX_BITS) | i;
        }
        Arrays.sort(keys);
        int[] order = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            order[i] = (int) (keys[i] & INDEX);
        }
        return order;
    }

    /** @param groupOf below 0 for none */
    static Order of(int[] order, int groups, IntUnaryOperator groupOf) {
        int[] begins = new int[groups + 1];
        for (int each : order) {
            int group = groupOf.applyAsInt(each);
            begins[group < 0 ? groups : group + 1] += group < 0 ? 0 : 1;
        }
        for (int i = 0; i < groups; i++) {
            begins[i + 1] += begins[i];
        }
        int[] next = begins.clone();
        int[] members = new int[begins[groups]];
        for (int each : order) {
            int group = groupOf.applyAsInt(each);
            if (group >= 0) {
                members[next[group]++] = each;
            }
        }
        return new Order(members, begins);
    }

    int[] of(int group) {
        return Arrays.copyOfRange(members, begins[group], begins[group + 1]);
    }
}
