package io.connwake.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LineTest {
    @Test
    void a_word_is_found_by_its_whole_name() {
        Line line = new Line("rate=12 p50=3 heap=4.5");
        assertThat(line.number("heap")).isEqualTo(4.5);
        assertThat(line.word("rate")).isEqualTo("12");
        assertThatThrownBy(() -> line.word("50")).hasMessageContaining("50");
    }
}
