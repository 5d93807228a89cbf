package io.connwake.testing;

import static io.opentelemetry.proto.metrics.v1.AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
import static io.opentelemetry.proto.metrics.v1.AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.proto.metrics.v1.Metric;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TelemetryTest {
    private static final String OPENED = "connwake.connection.opened";

    @Nested
    class a_total {
        @Test
        void adds_deltas() {
            Telemetry seen = of(
                    Exported.opened(AGGREGATION_TEMPORALITY_DELTA, 0, 10, 4),
                    Exported.opened(AGGREGATION_TEMPORALITY_DELTA, 10, 20, 3));

            assertThat(seen.sum(OPENED)).isEqualTo(7);
        }

        @Test
        void takes_the_last_of_a_cumulative_series() {
            Telemetry seen = of(
                    Exported.opened(AGGREGATION_TEMPORALITY_CUMULATIVE, 0, 10, 4),
                    Exported.opened(AGGREGATION_TEMPORALITY_CUMULATIVE, 0, 20, 7));

            assertThat(seen.sum(OPENED)).isEqualTo(7);
        }

        @Test
        void adds_a_series_that_began_anew() {
            Telemetry seen = of(
                    Exported.opened(AGGREGATION_TEMPORALITY_CUMULATIVE, 0, 10, 4),
                    Exported.opened(AGGREGATION_TEMPORALITY_CUMULATIVE, 15, 20, 1));

            assertThat(seen.sum(OPENED)).isEqualTo(5);
        }

        @Test
        void counts_only_points_with_the_attributes_asked_for() {
            Telemetry seen = of(Exported.opened(AGGREGATION_TEMPORALITY_DELTA, 0, 10, 4));

            assertThat(seen.sum(OPENED, Map.of("db.client.connection.pool.name", "main")))
                    .isEqualTo(4);
            assertThat(seen.sum(OPENED, Map.of("db.client.connection.pool.name", "other")))
                    .isZero();
        }

        @Test
        void of_a_histogram_is_its_count_and_its_sum() {
            Telemetry seen = of(Exported.waited(3, 1.25));

            assertThat(seen.histogramCount("db.client.connection.wait_time")).isEqualTo(3);
            assertThat(seen.histogramSum("db.client.connection.wait_time", Map.of()))
                    .isEqualTo(1.25);
        }

        @Test
        void is_not_to_be_had_of_the_wrong_shape() {
            Telemetry seen = of(Exported.waited(3, 1.25));

            assertThatThrownBy(() -> seen.sum("db.client.connection.wait_time"))
                    .hasMessageContaining("db.client.connection.wait_time is a HISTOGRAM");
        }

        private static Telemetry of(Metric... exports) {
            return Telemetry.all(List.of(exports).stream()
                    .map(metric -> FromProtobuf.metrics(Exported.metrics(metric)))
                    .toList());
        }
    }

    @Nested
    class a_finding {
        @Test
        void is_found_by_kind_and_state() {
            Telemetry seen = FromProtobuf.logs(Exported.logs());

            assertThat(seen.findings("leak", "confirmed")).hasSize(1);
            assertThat(seen.findings("leak", "resolved")).isEmpty();
        }
    }
}
