package io.connwake.report.document;

import java.util.Arrays;

/** The maximum of each of some levels in each of many stretches of time, all of the same length. */
final class Bins {
    private final long startNanos;
    private final long endNanos;
    private final long widthNanos;
    private final int[][] most;

    Bins(long startNanos, long endNanos, int count, int levels) {
        this.startNanos = startNanos;
        this.endNanos = Math.max(endNanos, startNanos + 1);
        this.widthNanos = Math.max(1, (this.endNanos - startNanos) / Math.max(1, count) + 1);
        this.most = new int[levels][(int) ((this.endNanos - startNanos) / widthNanos) + 1];
        for (int[] each : most) {
            Arrays.fill(each, -1);
        }
    }

    void stood(long fromNanos, long toNanos, int level, int height) {
        long from = Math.max(fromNanos, startNanos);
        long to = Math.min(toNanos, endNanos);
        if (to <= from) {
            return;
        }
        int last = (int) ((to - 1 - startNanos) / widthNanos);
        for (int bin = (int) ((from - startNanos) / widthNanos); bin <= last; bin++) {
            most[level][bin] = Math.max(most[level][bin], height);
        }
    }

    /** One level is what the most of another leaves of the most of a third, in each bin where that stood at any height. */
    void leaves(int level, int part, int whole) {
        for (int bin = 0; bin < most[level].length; bin++) {
            if (most[whole][bin] >= 0) {
                most[level][bin] = Math.max(0, most[whole][bin] - Math.max(0, most[part][bin]));
            }
        }
    }

    /** A step series: a bin in which nothing is other than in the one before is left out. */
    void write(Json json, String... names) {
        int bins = most[0].length;
        boolean[] isShown = new boolean[bins];
        for (int bin = 0; bin < bins; bin++) {
            isShown[bin] = bin == 0 || bin == bins - 1 || isOther(bin);
        }
        json.array("t");
        for (int bin = 0; bin < bins; bin++) {
            if (isShown[bin]) {
                json.time(startNanos + bin * widthNanos);
            }
        }
        json.close(']');
        for (int level = 0; level < names.length; level++) {
            write(json.array(names[level]), most[level], isShown);
            json.close(']');
        }
    }

    private static void write(Json json, int[] heights, boolean[] isShown) {
        for (int bin = 0; bin < heights.length; bin++) {
            if (isShown[bin]) {
                json.number(Math.max(0, heights[bin]));
            }
        }
    }

    private boolean isOther(int bin) {
        for (int[] each : most) {
            if (each[bin] != each[bin - 1]) {
                return true;
            }
        }
        return false;
    }
}
