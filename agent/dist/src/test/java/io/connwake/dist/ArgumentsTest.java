package io.connwake.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class ArgumentsTest {
    @Test
    void are_pairs_separated_by_semicolons() {
        assertThat(Arguments.split("record=/tmp/a=b.jsonl; leak.threshold=5s ;;", new Notices()))
                .containsExactly(entry("record", "/tmp/a=b.jsonl"), entry("leak.threshold", "5s"));
    }

    @Test
    void may_carry_the_prefix() {
        assertThat(Arguments.split("connwake.record=x", new Notices())).containsExactly(entry("record", "x"));
    }

    @Test
    void may_be_missing() {
        assertThat(Arguments.split(null, new Notices())).isEmpty();
        assertThat(Arguments.split("", new Notices())).isEmpty();
    }

    @Test
    void that_give_a_key_more_than_once_are_named_once_and_the_last_counts() {
        try (ErrorLines stderr = new ErrorLines()) {
            assertThat(Arguments.split("record=x;leak.threshold=5s;connwake.record=y;record=z", new Notices()))
                    .containsExactly(entry("record", "z"), entry("leak.threshold", "5s"));
            assertThat(stderr.said())
                    .containsExactly(
                            "connwake: the agent argument gives record more than once; the last, 'z', is used");
        }
    }

    @Test
    void that_are_no_pair_are_named() {
        try (ErrorLines stderr = new ErrorLines()) {
            assertThat(Arguments.split("debug;record=x", new Notices())).containsExactly(entry("record", "x"));
            assertThat(stderr.said())
                    .containsExactly("connwake: agent argument 'debug' is not key=value and is ignored");
        }
    }
}
