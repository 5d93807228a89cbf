package io.connwake.benchmarks;

import io.connwake.benchmarks.CycleFork.Result;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** One kind of cycle, measured without and with the agent in turn. */
final class CycleRow {
    private final String name;
    private final String work;
    private final int threads;
    private final boolean paced;
    private final Side without = new Side();
    private final Side with = new Side();

    CycleRow(String name, String work, int threads, boolean paced) {
        this.name = name;
        this.work = work;
        this.threads = threads;
        this.paced = paced;
    }

    /** The forks of one side, in their order. */
    static final class Side {
        private final List<Result> forks = new ArrayList<>();

        Samples nanos() {
            return samples(Result::nanosPerCycle);
        }

        Samples bytes() {
            return samples(Result::bytesPerCycle);
        }

        Samples dropped() {
            return samples(Result::dropped);
        }

        Samples droppedShare() {
            return samples(Result::droppedShare);
        }

        private Samples samples(ToDoubleFunction<Result> figure) {
            return new Samples(forks.stream().mapToDouble(figure).toArray());
        }
    }

    /** Who goes first changes from round to round. */
    void measure(CycleFork fork) throws IOException {
        boolean withFirst = with.forks.size() % 2 == 1;
        if (withFirst) {
            with.forks.add(fork.run(work, threads, paced, Attachment.RECORDING));
        }
        without.forks.add(fork.run(work, threads, paced, Attachment.NOTHING));
        if (!withFirst) {
            with.forks.add(fork.run(work, threads, paced, Attachment.RECORDING));
        }
    }

    String name() {
        return name;
    }

    boolean paced() {
        return paced;
    }

    Side without() {
        return without;
    }

    Side with() {
        return with;
    }

    Samples addedNanos() {
        return with.nanos().minus(without.nanos());
    }

    /** The most of any fork, with its share of all events. */
    String drops() {
        double most = with.dropped().quantile(1);
        double share = with.droppedShare().quantile(1);
        return Double.isNaN(most) ? "not told" : String.format("%.0f (%.1f %%)", most, 100 * share);
    }
}
