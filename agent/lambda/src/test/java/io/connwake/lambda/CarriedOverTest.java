package io.connwake.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Metric;
import io.connwake.pipeline.model.Output;
import io.connwake.pipeline.model.Span;
import io.connwake.pipeline.model.SpanId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CarriedOverTest {
    private static final long SECOND = 1_000_000_000L;

    private final Behind behind = new Behind();
    private int made;
    private long nowNanos = 5;
    private final CarriedOver carried = new CarriedOver(this::behind, () -> nowNanos);

    @Nested
    class what_is_told {
        @Test
        void stays_until_a_flush() {
            carried.started();
            carried.span(span(1));
            carried.finding(finding(Finding.Severity.WARN));
            carried.metrics(List.of());
            carried.turned();
            assertThat(made).isZero();
            assertThat(carried.held()).isEqualTo(2);

            carried.flush(SECOND);
            assertThat(made).isEqualTo(1);
            assertThat(behind.spans).hasSize(1);
            assertThat(behind.findings).hasSize(1);
            assertThat(behind.flushes).isEqualTo(1);
            assertThat(carried.hasArrived()).isTrue();
            assertThat(carried.held()).isZero();
        }

        @Test
        void stays_where_nobody_listens() {
            behind.ready = false;
            carried.span(span(1));
            carried.flush(SECOND);
            assertThat(carried.hasArrived()).isFalse();
            assertThat(carried.held()).isEqualTo(1);

            behind.ready = true;
            carried.flush(SECOND);
            assertThat(behind.spans).hasSize(1);
        }

        @Test
        void goes_out_by_itself_where_nobody_leads() {
            carried.span(span(1));
            nowNanos += 21 * SECOND;
            carried.turned();
            assertThat(behind.spans).hasSize(1);
        }

        @Test
        void metrics_go_out_by_themselves_too_where_nobody_leads() {
            assertThat(carried.metricsIntervalNanos()).isEqualTo(20 * SECOND);
            carried.metrics(List.of());
            nowNanos += 21 * SECOND;
            carried.turned();
            assertThat(behind.flushes).isEqualTo(1);

            carried.isLed();
            assertThat(carried.metricsIntervalNanos()).isEqualTo(Long.MAX_VALUE);
        }

        @Test
        void waits_for_who_leads() {
            carried.isLed();
            carried.span(span(1));
            nowNanos += 3_600 * SECOND;
            carried.turned();
            assertThat(behind.spans).isEmpty();
        }

        @Test
        void is_counted_where_there_is_no_more_room_and_the_newest_stays() {
            for (int i = 0; i < CarriedOver.MOST_SPANS + 3; i++) {
                carried.span(span(i));
            }
            for (int i = 0; i < CarriedOver.MOST_FINDINGS + 2; i++) {
                carried.finding(finding(Finding.Severity.INFO));
            }
            assertThat(carried.dropped()).isEqualTo(5);
            assertThat(carried.held()).isEqualTo(CarriedOver.MOST_SPANS + CarriedOver.MOST_FINDINGS);

            carried.flush(SECOND);
            assertThat(behind.spans).hasSize(CarriedOver.MOST_SPANS);
            assertThat(behind.spans.get(0).startEpochNanos()).isEqualTo(3);
        }

        @Test
        void is_handed_over_in_portions_for_as_long_as_there_is_time() {
            for (int i = 0; i < 3_000; i++) {
                carried.span(span(i));
            }
            behind.flushNanos = SECOND;
            carried.flush(2 * SECOND);
            assertThat(behind.spans).hasSize(2_048);
            assertThat(carried.held()).isEqualTo(952);
            assertThat(carried.hasArrived()).isFalse();
        }
    }

    @Nested
    class a_flush {
        @Test
        void that_failed_has_not_arrived() {
            carried.span(span(1));
            behind.failsAtFlush = true;
            carried.flush(SECOND);
            assertThat(carried.hasArrived()).isFalse();
        }

        @Test
        void that_took_too_long_has_not_arrived() {
            carried.span(span(1));
            behind.flushNanos = 2 * SECOND;
            carried.flush(SECOND);
            assertThat(carried.hasArrived()).isFalse();
        }

        @Test
        void has_not_arrived_while_something_of_it_is_to_be_sent_again_and_hands_over_less() {
            for (int i = 0; i < 2_000; i++) {
                carried.span(span(i));
            }
            behind.pending = 1_000;
            carried.flush(SECOND);
            assertThat(carried.hasArrived()).isFalse();
            assertThat(behind.spans).hasSize(24);
            assertThat(carried.held()).isEqualTo(2_976);

            behind.pending = 0;
            carried.flush(SECOND);
            assertThat(carried.hasArrived()).isTrue();
            assertThat(carried.held()).isZero();
        }

        @Test
        void leaves_counts_only_where_it_did_not_arrive() {
            carried.metrics(List.of());
            assertThat(carried.hasCountsLeft()).isTrue();
            carried.flush(SECOND);
            assertThat(carried.hasCountsLeft()).isFalse();
            carried.metrics(List.of());
            behind.failsAtFlush = true;
            carried.flush(SECOND);
            assertThat(carried.hasCountsLeft()).isTrue();
        }
    }

    @Nested
    class a_process_that_goes_on_from_a_snapshot {
        @Test
        void tells_nothing_of_what_was_before() {
            Metric before = new Metric("before", "1", Metric.Kind.COUNTER, List.of());
            carried.metrics(List.of(before));
            carried.flush(SECOND);
            carried.span(span(1));
            carried.finding(finding(Finding.Severity.ERROR));

            carried.renew();
            carried.span(span(2));

            assertThat(behind.renewed).containsExactly(before);
            assertThat(carried.isUrgent()).isFalse();
            assertThat(carried.dropped()).isEqualTo(2);
            carried.flush(SECOND);
            assertThat(behind.spans).extracting(Span::startEpochNanos).containsExactly(2L);
        }
    }

    @Nested
    class a_process_that_goes_on_from_a_snapshot_before_which_nothing_was_sent {
        @Test
        void makes_its_output_without_what_was_counted_before() {
            Metric before = new Metric("before", "1", Metric.Kind.COUNTER, List.of());
            carried.metrics(List.of(before));
            carried.span(span(1));
            carried.renew();
            carried.metrics(List.of());
            assertThat(made).isZero();

            carried.flush(SECOND);
            assertThat(behind.renewed).containsExactly(before);
            assertThat(behind.spans).isEmpty();
            assertThat(carried.dropped()).isEqualTo(1);

            behind.renewed = List.of();
            carried.flush(SECOND);
            assertThat(behind.renewed).isEmpty();
        }
    }

    @Nested
    class an_error {
        @Test
        void is_urgent_until_it_has_arrived() {
            carried.finding(finding(Finding.Severity.WARN));
            assertThat(carried.isUrgent()).isFalse();
            carried.finding(finding(Finding.Severity.ERROR));
            assertThat(carried.isUrgent()).isTrue();

            behind.ready = false;
            carried.flush(SECOND);
            assertThat(carried.isUrgent()).isTrue();
            behind.ready = true;
            carried.flush(SECOND);
            assertThat(carried.isUrgent()).isFalse();
        }
    }

    @Nested
    class the_end {
        @Test
        void starts_nothing() {
            carried.span(span(1));
            carried.ends();
            carried.flush(SECOND);
            carried.close();
            assertThat(made).isZero();
            assertThat(carried.held()).isEqualTo(1);
        }

        @Test
        void sends_by_what_is_there() {
            carried.flush(SECOND);
            carried.span(span(1));
            carried.ends();
            carried.flush(SECOND);
            assertThat(behind.spans).hasSize(1);
            assertThat(behind.starts).containsExactly(true, false);
        }

        @Test
        void tells_what_was_handed_over_and_is_not_known_to_have_arrived() {
            carried.flush(SECOND);
            carried.span(span(1));
            carried.ends();
            behind.pending = 1;
            carried.flush(SECOND);
            carried.close();
            assertThat(carried.held()).isEqualTo(1);
        }
    }

    private Output behind() {
        made++;
        return behind;
    }

    private static Span span(long startEpochNanos) {
        return new Span(
                new SpanId(1, 2, 3),
                0,
                "lease orders",
                Span.Kind.INTERNAL,
                startEpochNanos,
                startEpochNanos + 1,
                Attributes.NONE,
                List.of(),
                List.of(),
                false,
                "");
    }

    private static Finding finding(Finding.Severity severity) {
        return new Finding(
                1, "leak", Finding.State.CONFIRMED, severity, "it leaks", Attributes.NONE, new SpanId(1, 2, 3));
    }

    private final class Behind implements Output {
        private final List<Span> spans = new ArrayList<>();
        private final List<Finding> findings = new ArrayList<>();
        private final List<Boolean> starts = new ArrayList<>();
        private boolean ready = true;
        private boolean failsAtFlush;
        private long flushNanos;
        private int flushes;
        private List<Metric> renewed = List.of();
        private long failures;
        private int pending;

        @Override
        public int pending() {
            return pending;
        }

        @Override
        public boolean isReady(boolean start) {
            starts.add(start);
            return ready;
        }

        @Override
        public void span(Span span) {
            spans.add(span);
        }

        @Override
        public void finding(Finding finding) {
            findings.add(finding);
        }

        @Override
        public void metrics(List<Metric> metrics) {}

        @Override
        public long metricsIntervalNanos() {
            return 1;
        }

        @Override
        public void renew(List<Metric> told) {
            renewed = told;
        }

        @Override
        public void flush(long timeoutNanos) {
            flushes++;
            nowNanos += flushNanos;
            failures += failsAtFlush ? 1 : 0;
        }

        @Override
        public void close() {}

        @Override
        public long failures() {
            return failures;
        }
    }
}
