package io.connwake.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Metric;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DeltasTest {
    private final Deltas deltas = new Deltas();

    @Test
    void the_first_is_all_there_is() {
        assertThat(deltas.since(Specimens.counter(3, 10))).singleElement().satisfies(point -> {
            assertThat(point.value()).isEqualTo(3);
            assertThat(point.epochNanos()).isEqualTo(10);
        });
    }

    @Test
    void what_arrived_is_subtracted_and_begins_where_that_ended() {
        arrives(Specimens.counter(3, 10));
        assertThat(deltas.since(Specimens.counter(5, 20))).singleElement().satisfies(point -> {
            assertThat(point.value()).isEqualTo(2);
            assertThat(point.startEpochNanos()).isEqualTo(10);
            assertThat(point.epochNanos()).isEqualTo(20);
        });
    }

    @Test
    void what_did_not_arrive_is_in_the_next() {
        arrives(Specimens.counter(3, 10));
        deltas.since(Specimens.counter(5, 20));
        deltas.settle(false);
        assertThat(deltas.since(Specimens.counter(6, 30))).singleElement().satisfies(point -> {
            assertThat(point.value()).isEqualTo(3);
            assertThat(point.startEpochNanos()).isEqualTo(10);
        });
    }

    @Test
    void a_series_to_which_nothing_was_added_is_left_out() {
        arrives(Specimens.counter(3, 10));
        arrives(Specimens.seconds(1.5, 10));
        arrives(Specimens.histogram(1, 2, 0.7, 10));
        assertThat(deltas.since(Specimens.counter(3, 20))).isEmpty();
        assertThat(deltas.since(Specimens.seconds(1.5, 20))).isEmpty();
        assertThat(deltas.since(Specimens.histogram(1, 2, 0.7, 20))).isEmpty();
    }

    @Test
    void seconds_are_subtracted_too() {
        arrives(Specimens.seconds(1.5, 10));
        assertThat(deltas.since(Specimens.seconds(2.0, 20)))
                .singleElement()
                .satisfies(point -> assertThat(point.seconds()).isEqualTo(0.5));
    }

    @Test
    void a_histogram_is_subtracted_bucket_by_bucket() {
        arrives(Specimens.histogram(1, 2, 0.5, 10));
        Metric.Point point = deltas.since(Specimens.histogram(4, 2, 0.75, 20)).get(0);
        Metric.Distribution added = Objects.requireNonNull(point.distribution());
        assertThat(added.count()).isEqualTo(3);
        assertThat(added.sum()).isEqualTo(0.25);
        assertThat(added.counts()).isEqualTo(List.of(3L, 0L, 0L));
    }

    @Test
    void a_series_that_counts_less_than_before_began_anew() {
        arrives(Specimens.counter(5, 10));
        assertThat(deltas.since(Specimens.counter(2, 20))).singleElement().satisfies(point -> {
            assertThat(point.value()).isEqualTo(2);
            assertThat(point.startEpochNanos()).isNotEqualTo(10);
        });
        arrives(Specimens.histogram(3, 3, 1, 10));
        Metric.Point point = deltas.since(Specimens.histogram(1, 0, 0.1, 20)).get(0);
        assertThat(Objects.requireNonNull(point.distribution()).count()).isEqualTo(1);
    }

    private void arrives(Metric metric) {
        deltas.since(metric);
        deltas.settle(true);
    }
}
