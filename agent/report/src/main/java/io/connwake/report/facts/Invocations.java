package io.connwake.report.facts;

import java.util.Arrays;

/** Units of work in columns; what comes when they are full is counted. */
public final class Invocations {
    static final int MOST = 2_000_000;

    private int size;
    private long leftOut;
    private int[] processes = new int[256];
    private long[] starts = new long[256];
    private long[] ends = new long[256];
    private long[] pauses = new long[256];
    private int[] names = new int[256];
    private int[] opened = new int[256];
    private int[] openAtEnd = new int[256];
    private int[] leasedAtEnd = new int[256];
    private byte[] kinds = new byte[256];

    /** How one ended. */
    public enum Outcome {
        OK(0),
        ERROR(1),
        TIMEOUT(2),
        KILLED(3);

        private final int code;

        Outcome(int code) {
            this.code = code;
        }

        /** The page's code; the higher the worse. */
        public int code() {
            return code;
        }

        static Outcome of(int code) {
            for (Outcome each : values()) {
                if (each.code == code) {
                    return each;
                }
            }
            return OK;
        }

        static Outcome of(String label) {
            return switch (label) {
                case "ok" -> OK;
                case "timeout" -> TIMEOUT;
                case "killed" -> KILLED;
                default -> ERROR;
            };
        }
    }

    private static final int COLD = 8;

    void add(int process, int name, long startNanos, long endNanos, long pausedNanos, Outcome outcome, boolean cold) {
        if (size == MOST) {
            leftOut++;
            return;
        }
        if (size == processes.length) {
            grow(size * 2);
        }
        processes[size] = process;
        names[size] = name;
        starts[size] = startNanos;
        ends[size] = endNanos;
        pauses[size] = pausedNanos;
        kinds[size] = (byte) (outcome.code() | (cold ? COLD : 0));
        size++;
    }

    /** Of the one added last: the connections that it opened, and those that were open and lent when it ended. */
    void last(long openedThere, long open, long leased) {
        opened[size - 1] = (int) openedThere;
        openAtEnd[size - 1] = (int) open;
        leasedAtEnd[size - 1] = (int) leased;
    }

    private void grow(int capacity) {
        processes = Arrays.copyOf(processes, capacity);
        starts = Arrays.copyOf(starts, capacity);
        ends = Arrays.copyOf(ends, capacity);
        pauses = Arrays.copyOf(pauses, capacity);
        names = Arrays.copyOf(names, capacity);
        opened = Arrays.copyOf(opened, capacity);
        openAtEnd = Arrays.copyOf(openAtEnd, capacity);
        leasedAtEnd = Arrays.copyOf(leasedAtEnd, capacity);
        kinds = Arrays.copyOf(kinds, capacity);
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

    public int name(int i) {
        return names[i];
    }

    public long startNanos(int i) {
        return starts[i];
    }

    public long endNanos(int i) {
        return ends[i];
    }

    /** How long the environment had waited for it. */
    public long pausedNanos(int i) {
        return pauses[i];
    }

    public int opened(int i) {
        return opened[i];
    }

    public int openAtEnd(int i) {
        return openAtEnd[i];
    }

    public int leasedAtEnd(int i) {
        return leasedAtEnd[i];
    }

    public boolean isCold(int i) {
        return (kinds[i] & COLD) != 0;
    }

    public Outcome outcome(int i) {
        return Outcome.of(kinds[i] & (COLD - 1));
    }
}
