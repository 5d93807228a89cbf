package io.connwake.pipeline.metrics;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The last acquires of a pool, played again with another number of connections, first come first served. A thread asks
 * again as long after its last lease as it did; so where threads wait for each other's connections, a larger pool has
 * more to do, as it would.
 */
public final class Replay {
    private final int kept;
    private final ArrayDeque<Use> uses = new ArrayDeque<>();

    public Replay(int kept) {
        this.kept = kept;
    }

    /** How acquires fared: the part of them that had to wait, and the mean wait of all. */
    public record Waits(double share, long meanNanos) {}

    private record Use(long thread, long startNanos, long endNanos, long useNanos) {}

    /** What one thread still has to do. */
    private static final class Worker {
        final List<Use> uses = new ArrayList<>();
        int next;
        long askNanos;

        Use use() {
            return uses.get(next);
        }

        /** Whether there is one more. */
        boolean goesOn(long endNanos) {
            long endedNanos = use().endNanos();
            next++;
            if (next == uses.size()) {
                return false;
            }
            askNanos = endNanos + Math.max(0, use().startNanos() - endedNanos);
            return true;
        }
    }

    /** One lease that came back. */
    public void add(long thread, long startNanos, long acquiredNanos, long endNanos) {
        if (uses.size() == kept) {
            uses.removeFirst();
        }
        uses.addLast(new Use(thread, startNanos, endNanos, endNanos - acquiredNanos));
    }

    public void clear() {
        uses.clear();
    }

    public int size() {
        return uses.size();
    }

    /** The mean wait with so many connections. */
    public long meanWaitNanos(int connections) {
        return played(connections).meanNanos();
    }

    /** How it would have gone with so many connections. */
    public Waits played(int connections) {
        PriorityQueue<Worker> asking = new PriorityQueue<>((a, b) -> Long.compare(a.askNanos, b.askNanos));
        asking.addAll(workers());
        PriorityQueue<Long> freeNanos = new PriorityQueue<>();
        double waited = 0;
        int waits = 0;
        while (!asking.isEmpty()) {
            Worker worker = asking.remove();
            long begin = worker.askNanos;
            if (freeNanos.size() >= connections) {
                begin = Math.max(begin, freeNanos.remove());
            }
            waited += begin - worker.askNanos;
            waits += begin > worker.askNanos ? 1 : 0;
            long end = begin + worker.use().useNanos();
            freeNanos.add(end);
            if (worker.goesOn(end)) {
                asking.add(worker);
            }
        }
        int all = Math.max(1, uses.size());
        return new Waits((double) waits / all, (long) (waited / all));
    }

    /** The fewest connections, more than those, with which the mean wait is no longer than that. */
    public int sizeFor(long meanWaitNanos, int moreThan, int atMost) {
        int low = moreThan + 1;
        int high = Math.max(low, atMost);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (meanWaitNanos(middle) > meanWaitNanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private List<Worker> workers() {
        Map<Long, Worker> byThread = new HashMap<>();
        List<Use> inOrder = new ArrayList<>(uses);
        inOrder.sort((a, b) -> Long.compare(a.startNanos(), b.startNanos()));
        for (Use use : inOrder) {
            byThread.computeIfAbsent(use.thread(), thread -> new Worker()).uses.add(use);
        }
        List<Worker> workers = new ArrayList<>();
        for (Worker worker : byThread.values()) {
            worker.askNanos = worker.use().startNanos();
            workers.add(worker);
        }
        return workers;
    }
}
