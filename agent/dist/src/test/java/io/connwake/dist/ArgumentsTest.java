package io.connwake.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private final List<String> mistakes = new ArrayList<>();

    @Test
    void are_pairs_separated_by_semicolons() {
        assertThat(Arguments.split("record=/tmp/a=b.jsonl; leak.threshold=5s ;;", mistakes))
                .containsExactly(entry("record", "/tmp/a=b.jsonl"), entry("leak.threshold", "5s"));
    }

    @Test
    void may_carry_the_prefix() {
        assertThat(Arguments.split("connwake.record=x", mistakes)).containsExactly(entry("record", "x"));
    }

    @Test
    void may_be_missing() {
        assertThat(Arguments.split(null, mistakes)).isEmpty();
        assertThat(Arguments.split("", mistakes)).isEmpty();
    }

    @Test
    void that_give_a_key_more_than_once_are_named_once_and_the_last_counts() {
        assertThat(Arguments.split("record=x;leak.threshold=5s;connwake.record=y;record=z", mistakes))
                .containsExactly(entry("record", "z"), entry("leak.threshold", "5s"));
        assertThat(mistakes).containsExactly("the agent argument gives record more than once; the last, 'z', is used");
    }

    @Test
    void that_are_no_pair_are_named() {
        assertThat(Arguments.split("debug;record=x", mistakes)).containsExactly(entry("record", "x"));
        assertThat(mistakes).containsExactly("agent argument 'debug' is not key=value and is ignored");
    }
}
