package io.connwake.pipeline.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Changes come in any order; what counts is when they happened. */
class DemandTest {
    private static final long SEED = Long.getLong("fuzz.seed", 5);
    private static final int CHANGES = 3_000;

    private record Change(long atNanos, int by) {}

    private final Random random = new Random(SEED);

    private List<Change> changes(long originNanos) {
        List<Change> changes = new ArrayList<>();
        long nanos = originNanos;
        for (int i = 0; i < CHANGES / 2; i++) {
            nanos += random.nextInt(3_000_000);
            changes.add(new Change(nanos, 1));
            changes.add(new Change(nanos + random.nextInt(40_000_000), -1));
        }
        return changes;
    }

    /** Time at each level, counted one after the other. */
    private static long[] counted(List<Change> changes, long untilNanos) {
        List<Change> inOrder = new ArrayList<>(changes);
        inOrder.sort(Comparator.comparingLong(Change::atNanos).thenComparing(Change::by, Comparator.reverseOrder()));
        long[] nanosAt = new long[CHANGES];
        int level = 0;
        long since = inOrder.get(0).atNanos();
        for (Change each : inOrder) {
            nanosAt[Math.max(0, level)] += each.atNanos() - since;
            since = each.atNanos();
            level += each.by();
        }
        nanosAt[Math.max(0, level)] += untilNanos - since;
        return nanosAt;
    }

    private static void tell(Demand demand, List<Change> changes) {
        for (Change each : changes) {
            if (each.by() > 0) {
                demand.more(each.atNanos());
            } else {
                demand.less(each.atNanos());
            }
        }
    }

    private void assertCounted(Demand demand, List<Change> changes, long untilNanos) {
        long[] expected = counted(changes, untilNanos);
        for (int level = 0; level < 60; level++) {
            assertThat(demand.profile().nanosAt(level))
                    .as("level %d, seed %d", level, SEED)
                    .isEqualTo(expected[level]);
        }
    }

    @Test
    void told_in_any_order_they_count_where_they_belong() {
        List<Change> changes = changes(1_000);
        List<Change> told = new ArrayList<>(changes);
        // the first one says where the count begins
        Collections.shuffle(told.subList(1, told.size()), random);
        Demand demand = new Demand();
        tell(demand, told);
        demand.countTo(1_000_000_000_000L);
        assertCounted(demand, changes, 1_000_000_000_000L);
    }

    @Test
    void a_clock_below_zero_or_about_to_wrap_makes_no_difference() {
        for (long origin : new long[] {Long.MIN_VALUE + 10, -4_000_000_000L, Long.MAX_VALUE - 60_000_000_000L}) {
            List<Change> changes = changes(origin);
            Demand demand = new Demand();
            tell(demand, changes);
            demand.countTo(origin + 10_000_000_000L);
            assertCounted(
                    demand,
                    changes.stream()
                            .filter(each -> each.atNanos() <= origin + 10_000_000_000L)
                            .toList(),
                    origin + 10_000_000_000L);
        }
    }

    @Test
    void more_of_them_than_fit_count_in_part_before_they_are_asked_for() {
        Demand demand = new Demand();
        for (int i = 0; i < 100_000; i++) {
            demand.more(i * 10_000L);
            demand.less(i * 10_000L + 5_000);
        }
        demand.countTo(100_000 * 10_000L);
        assertThat(demand.profile().nanosAt(0)).isEqualTo(500_000_000L);
        assertThat(demand.profile().nanosAt(1)).isEqualTo(500_000_000L);
        assertThat(demand.peak()).isEqualTo(1);
    }

    @Test
    void what_only_begins_is_bounded_and_counted() {
        Demand demand = new Demand();
        for (int i = 0; i < 50_000; i++) {
            demand.more(i);
        }
        demand.countTo(50_000);
        assertThat(demand.peak()).isEqualTo(50_000);
    }
}
