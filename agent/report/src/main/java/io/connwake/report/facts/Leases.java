package io.connwake.report.facts;

import java.util.Arrays;

/**
 * Leases in columns; what comes when they are full is counted. An acquire that failed is one without a connection,
 * whose whole time is its wait.
 */
public final class Leases {
    /** It threw, or was left. */
    public static final int TROUBLED = 1;
    /** It was still out when its process ended. */
    public static final int OPEN = 2;
    /** Nothing was acquired. */
    public static final int FAILED = 4;
    /** It came back. */
    public static final int RETURNED = 8;

    static final int MOST = 4_000_000;

    private int size;
    private long leftOut;
    private int[] pools = new int[1024];
    private int[] connections = new int[1024];
    private int[] processes = new int[1024];
    private int[] threads = new int[1024];
    private long[] starts = new long[1024];
    private long[] acquisitions = new long[1024];
    private long[] ends = new long[1024];
    private float[] shares = new float[1024];
    private long[] spans = new long[1024];
    private byte[] flags = new byte[1024];
    private short[] findings = new short[1024];

    void add(int process, int pool, int connection, int thread, long startNanos, long acquiredNanos, long endNanos) {
        if (size == MOST) {
            leftOut++;
            return;
        }
        if (size == pools.length) {
            grow(Math.min(MOST, size + (size >> 1)));
        }
        processes[size] = process;
        pools[size] = pool;
        connections[size] = connection;
        threads[size] = thread;
        starts[size] = startNanos;
        acquisitions[size] = acquiredNanos;
        ends[size] = endNanos;
        size++;
    }

    /** Of the one added last. */
    void last(long span, float databaseShare, int how, int finding) {
        spans[size - 1] = span;
        shares[size - 1] = databaseShare;
        flags[size - 1] = (byte) how;
        belongs(size - 1, finding);
    }

    private void grow(int capacity) {
        pools = Arrays.copyOf(pools, capacity);
        connections = Arrays.copyOf(connections, capacity);
        processes = Arrays.copyOf(processes, capacity);
        threads = Arrays.copyOf(threads, capacity);
        starts = Arrays.copyOf(starts, capacity);
        acquisitions = Arrays.copyOf(acquisitions, capacity);
        ends = Arrays.copyOf(ends, capacity);
        shares = Arrays.copyOf(shares, capacity);
        spans = Arrays.copyOf(spans, capacity);
        flags = Arrays.copyOf(flags, capacity);
        findings = Arrays.copyOf(findings, capacity);
    }

    public int size() {
        return size;
    }

    boolean isFull() {
        return size == MOST;
    }

    public long leftOut() {
        return leftOut;
    }

    public int process(int i) {
        return processes[i];
    }

    /** -1 if it has none. */
    public int pool(int i) {
        return pools[i];
    }

    /** -1 if it has none. */
    public int connection(int i) {
        return connections[i];
    }

    /** -1 if it is not known. */
    public int thread(int i) {
        return threads[i];
    }

    public long startNanos(int i) {
        return starts[i];
    }

    public long acquiredNanos(int i) {
        return acquisitions[i];
    }

    public long endNanos(int i) {
        return ends[i];
    }

    /** Of the time it was held, from 0 to 1; below 0 if it is not known. */
    public float databaseShare(int i) {
        return shares[i];
    }

    public long span(int i) {
        return spans[i];
    }

    public boolean is(int flag, int i) {
        return (flags[i] & flag) != 0;
    }

    /** -1 if it belongs to none; see {@link #belongs}. */
    public int finding(int i) {
        return findings[i];
    }

    /** Until it is known which one, the kind of a finding stands there as a number below -1. */
    public void belongs(int i, int finding) {
        findings[i] = (short) Math.max(Short.MIN_VALUE, Math.min(finding, Short.MAX_VALUE));
    }
}
