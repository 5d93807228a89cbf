package io.connwake.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.benchmarks.Comparison.Target;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private final Figures figures = new Figures();

    @Test
    void what_is_added_to_the_floor_is_compared_with_the_least_that_a_rival_adds() {
        cpu("floor", 100, 110);
        cpu("ours", 110, 120);
        cpu("cheap", 180, 190);
        cpu("dear", 900, 910);
        Comparison comparison = compared(Target.of(8));
        assertThat(comparison.best()).extracting(Map.Entry::getKey).isEqualTo("cheap");
        assertThat(comparison.ratio(80)).isEqualTo("1/8.0");
        assertThat(comparison.met()).isTrue();
        assertThat(compared(Target.of(9)).met()).isFalse();
    }

    @Test
    void less_than_the_floor_is_in_the_noise_and_meets_its_target() {
        cpu("floor", 100);
        cpu("ours", 99);
        cpu("cheap", 180);
        assertThat(compared(Target.of(26)).met()).isTrue();
        assertThat(compared(Target.of(26)).ratio(80)).isEqualTo("in the noise");
    }

    @Test
    void a_rival_in_the_noise_is_no_excuse() {
        cpu("floor", 100);
        cpu("ours", 101);
        cpu("cheap", 99);
        assertThat(compared(Target.of(2)).met()).isFalse();
    }

    @Test
    void rivals_that_were_not_measured_meet_nothing() {
        cpu("floor", 100);
        cpu("ours", 101);
        assertThat(compared(Target.of(2)).best()).isNull();
        assertThat(compared(Target.of(2)).met()).isFalse();
    }

    private void cpu(String row, double... millis) {
        for (double each : millis) {
            figures.add(row, Measures.CPU, each);
        }
    }

    private Comparison compared(Target target) {
        return Comparison.added("CPU", figures, Measures.CPU, "floor", "ours", List.of("cheap", "dear"), target);
    }
}
