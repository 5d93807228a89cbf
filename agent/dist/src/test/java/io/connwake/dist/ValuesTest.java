package io.connwake.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    @Nested
    class a_duration {
        @ParameterizedTest
        @CsvSource({"500ms,PT0.5S", "30s,PT30S", "5m,PT5M", "2h,PT2H", "0s,PT0S"})
        void has_a_number_and_a_unit(String text, Duration meant) {
            assertThat(Values.parse(Setting.Kind.DURATION, text)).isEqualTo(meant.toNanos());
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "30", "s", "30 seconds", "-1s", "1.5s", "99999999999h", "1d", "+1s", "١s"})
        void is_nothing_else(String text) {
            assertThat(Values.parse(Setting.Kind.DURATION, text)).isNull();
        }
    }

    @Nested
    class a_size {
        @ParameterizedTest
        @CsvSource({"512KB,524288", "64MB,67108864", "1gb,1073741824", "100B,100"})
        void has_a_number_and_a_unit(String text, long meant) {
            assertThat(Values.parse(Setting.Kind.SIZE, text)).isEqualTo(meant);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "64", "MB", "64M", "-1KB", "999999999999GB"})
        void is_nothing_else(String text) {
            assertThat(Values.parse(Setting.Kind.SIZE, text)).isNull();
        }
    }

    @Nested
    class a_count {
        @Test
        void is_a_whole_number() {
            assertThat(Values.parse(Setting.Kind.COUNT, "65536")).isEqualTo(65_536L);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "-1", "1e3", "1.0", "many", "1234567890123"})
        void is_nothing_else(String text) {
            assertThat(Values.parse(Setting.Kind.COUNT, text)).isNull();
        }
    }

    @Nested
    class a_flag {
        @Test
        void is_true_or_false_in_any_case_or_what_people_write_for_it() {
            for (String on : List.of("TRUE", "on", "Yes", "1")) {
                assertThat(Values.parse(Setting.Kind.FLAG, on)).as(on).isEqualTo(true);
            }
            for (String off : List.of("false", "OFF", "no", "0")) {
                assertThat(Values.parse(Setting.Kind.FLAG, off)).as(off).isEqualTo(false);
            }
            assertThat(Values.parse(Setting.Kind.FLAG, "maybe")).isNull();
        }
    }

    @Nested
    class a_default {
        @ParameterizedTest
        @EnumSource
        void is_a_value_that_can_be_used(Setting setting) {
            Object usual = Objects.requireNonNull(Values.parse(setting.kind, setting.usual));

            assertThat(Values.isSensible(setting, usual)).isTrue();
        }
    }

    @Nested
    class a_value_that_can_be_read {
        @Test
        void may_still_be_of_no_use() {
            assertThat(Values.isSensible(Setting.RING_SIZE, 1L)).isFalse();
            assertThat(Values.isSensible(Setting.RING_SIZE, 1L << 25)).isFalse();
            assertThat(Values.isSensible(Setting.LEAK_THRESHOLD, 0L)).isFalse();
            assertThat(Values.isSensible(Setting.WAIT_THRESHOLD, 0L)).isFalse();
            assertThat(Values.isSensible(Setting.RECORD_MAX, 1_000L)).isFalse();
            assertThat(Values.isSensible(Setting.ACQUIRE_THRESHOLD, 0L)).isTrue();
        }
    }
}
