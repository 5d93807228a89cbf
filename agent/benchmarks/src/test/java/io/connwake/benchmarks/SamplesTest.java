package io.connwake.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SamplesTest {
    @Test
    void the_median_lies_between_the_middle_two() {
        assertThat(samples(4, 1, 3, 2).median()).isEqualTo(2.5);
    }

    @Test
    void quartiles_are_interpolated() {
        assertThat(samples(10, 20, 30, 40).quantile(0.25)).isEqualTo(17.5);
    }

    @Test
    void one_value_is_its_own_quartile() {
        assertThat(samples(7).quantile(0.75)).isEqualTo(7);
    }

    @Test
    void nothing_measured_has_no_median() {
        assertThat(samples().median()).isNaN();
    }

    @Test
    void rows_are_compared_round_by_round() {
        assertThat(samples(10, 30).dividedBy(samples(5, 10)).values()).containsExactly(2, 3);
        assertThat(samples(10, 30).minus(samples(5, 10)).values()).containsExactly(5, 20);
    }

    private static Samples samples(double... values) {
        return new Samples(values);
    }
}
