package io.connwake.pipeline.metrics;

import java.util.Arrays;

/** Moments in the order of time, from which the first is taken; mostly they come in that order. */
final class Moments {
    private static final int FEW = 32;
    private static final int NEAR = 8;

    private long[] nanos = new long[FEW];
    private int first;
    private int end;

    int size() {
        return end - first;
    }

    long first() {
        return nanos[first];
    }

    long middle() {
        return nanos[(first + end) >>> 1];
    }

    void removeFirst() {
        first++;
        if (first == end) {
            first = 0;
            end = 0;
        }
    }

    void add(long atNanos) {
        if (end == nanos.length) {
            makeRoom();
        }
        if (first == end || nanos[end - 1] <= atNanos) {
            nanos[end++] = atNanos;
        } else {
            insert(atNanos);
        }
    }

    private void insert(long atNanos) {
        int hole = end - 1;
        int near = Math.max(first, end - NEAR);
        while (hole > near && nanos[hole - 1] > atNanos) {
            hole--;
        }
        if (hole > first && nanos[hole - 1] > atNanos) {
            int found = Arrays.binarySearch(nanos, first, hole, atNanos);
            hole = found < 0 ? -found - 1 : found;
        }
        System.arraycopy(nanos, hole, nanos, hole + 1, end - hole);
        nanos[hole] = atNanos;
        end++;
    }

    private void makeRoom() {
        long[] roomy = 2 * size() > nanos.length ? new long[2 * nanos.length] : nanos;
        System.arraycopy(nanos, first, roomy, 0, size());
        end -= first;
        first = 0;
        nanos = roomy;
    }
}
