package io.connwake.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * Random sequences of calls over random stacks, by eight threads: what the agent tells is what a naive program counted, and
 * the program sees what it sees without the agent. {@code -Dfuzz.seconds=600} for longer, {@code -Dfuzz.seed=S} for one
 * stack again.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class JdbcFuzzIT {
    private static final int OPERATIONS = Integer.getInteger("fuzz.operations", 12);
    private static final int STACKS = 12;
    private static final long FIXED = 4;
    private static final long NANOS = 1_000_000_000L;

    @Test
    void what_is_told_is_what_happened_and_nothing_happens_otherwise() {
        long until = System.nanoTime() + Long.getLong("fuzz.seconds", 0) * NANOS;
        Long again = Long.getLong("fuzz.seed");
        if (again != null) {
            check(List.of(again));
            return;
        }
        long fresh = System.currentTimeMillis() * 1_000;
        List<Long> seeds = new ArrayList<>(seeds(FIXED, STACKS - 2));
        seeds.addAll(seeds(fresh, 2));
        System.out.println("JDBC: -Dfuzz.seed=" + fresh);
        check(seeds);
        for (long next = fresh + 2; System.nanoTime() < until; next += STACKS) {
            check(seeds(next, STACKS));
        }
    }

    private static List<Long> seeds(long first, int count) {
        return LongStream.range(first, first + count).boxed().toList();
    }

    private static void check(List<Long> seeds) {
        JdbcFuzz run = JdbcFuzz.run(OPERATIONS, seeds);
        List<String> wrong = run.mistakes(seeds);
        for (long seed : wrong.isEmpty() ? List.<Long>of() : seeds) {
            wrong = smallest(seed, wrong);
        }
        assertThat(wrong).isEmpty();
        assertThat(run.differences()).isEmpty();
    }

    /** What is wrong with that stack alone and as few operations as can be; else what was wrong. */
    private static List<String> smallest(long seed, List<String> found) {
        List<String> least = found;
        for (int operations = 1; operations <= OPERATIONS; operations *= 2) {
            List<String> wrong = JdbcFuzz.run(operations, List.of(seed)).mistakes(List.of(seed));
            if (!wrong.isEmpty()) {
                least = new ArrayList<>(wrong);
                least.add("again: -Dfuzz.seed=" + seed + " -Dfuzz.operations=" + operations);
                break;
            }
        }
        return least;
    }
}
