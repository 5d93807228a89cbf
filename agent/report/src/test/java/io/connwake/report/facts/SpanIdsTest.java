package io.connwake.report.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SpanIdsTest {
    private static final int MANY = 100_000;
    private static final BigInteger RING = BigInteger.ONE.shiftLeft(64);

    /** Times the golden ratio of 64 bits, by which such tables mostly mix, they are 1, 2, 3, … */
    private static LongStream chosen() {
        BigInteger ratio = new BigInteger("9E3779B97F4A7C15", 16);
        long inverse = ratio.modInverse(RING).longValue();
        return LongStream.rangeClosed(1, MANY).map(i -> i * inverse);
    }

    @Test
    void each_is_new_once() {
        SpanIds ids = new SpanIds();

        assertThat(chosen().filter(ids::add).count()).isEqualTo(MANY);
        assertThat(chosen().filter(ids::add).count()).isZero();
    }

    @Test
    void ids_that_were_chosen_with_care_are_spread_as_others_are() {
        SpanIds ids = new SpanIds();
        int mask = (1 << 18) - 1;

        assertThat(chosen().map(id -> ids.slot(id, mask)).distinct().count()).isGreaterThan(MANY / 2);
    }
}
