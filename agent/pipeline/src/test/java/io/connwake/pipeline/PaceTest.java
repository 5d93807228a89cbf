package io.connwake.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final int SLOTS = 65_536;

    private final Pace pace = new Pace(SLOTS);

    private long millis(int events) {
        return TimeUnit.NANOSECONDS.toMillis(pace.after(events));
    }

    /** Turns that find what comes at a constant rate; the pause that this leads to. */
    private long settledMillis(long perSecond) {
        long millis = 10;
        for (int turn = 0; turn < 50; turn++) {
            millis = millis((int) (perSecond * millis / 1_000));
        }
        return millis;
    }

    @Nested
    class it_waits_for_more {
        @Test
        void where_there_is_little() {
            assertThat(settledMillis(200)).isEqualTo(100);
            assertThat(settledMillis(8_000)).isEqualTo(100);
        }

        @Test
        void step_by_step() {
            assertThat(millis(10)).isEqualTo(20);
            assertThat(millis(10)).isEqualTo(40);
            assertThat(millis(10)).isEqualTo(80);
            assertThat(millis(10)).isEqualTo(100);
        }

        @Test
        void and_longer_where_nothing_came_for_seconds() {
            for (int turn = 0; turn < 40; turn++) {
                pace.after(0);
            }
            assertThat(millis(0)).isEqualTo(250);
            assertThat(millis(1)).isEqualTo(100);
        }
    }

    @Nested
    class it_hurries {
        @Test
        void so_that_no_rate_fills_a_quarter_of_the_lane() {
            for (long rate = 1_000; rate <= 1_600_000; rate *= 2) {
                long millis = settledMillis(rate);
                assertThat(rate * millis / 1_000).as("%d events a second", rate).isLessThan(SLOTS / 4);
            }
        }

        @Test
        void at_once_when_a_storm_begins() {
            settledMillis(200);
            assertThat(millis(SLOTS)).isEqualTo(10);
        }

        @Test
        void where_the_lane_is_narrow() {
            Pace narrow = new Pace(8);
            for (int turn = 0; turn < 10; turn++) {
                narrow.after(0);
            }
            assertThat(narrow.after(8)).isLessThan(TimeUnit.MILLISECONDS.toNanos(15));
        }
    }
}
