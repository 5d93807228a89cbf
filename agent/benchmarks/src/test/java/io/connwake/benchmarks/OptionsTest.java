package io.connwake.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void a_number_is_taken_by_its_name() {
        assertThat(Options.parse("start-up", "--runs", "9").number("runs", 30)).isEqualTo(9);
    }

    @Test
    void a_number_not_given_is_the_usual_one() {
        assertThat(Options.parse("cycle").number("forks", 7)).isEqualTo(7);
    }

    @Test
    void what_is_not_known_is_named() {
        assertThatThrownBy(() -> Options.parse("filter", "--runs", "9")).hasMessageContaining("--runs");
        assertThatThrownBy(() -> Options.parse("warm-up")).hasMessageContaining("warm-up");
        assertThatThrownBy(() -> Options.parse("cycle", "--forks", "many")).hasMessageContaining("many");
    }

    @Test
    void a_switch_is_on_where_it_is_named() {
        Options options = Options.parse("lambda-start", "--half-core", "--runs", "9");

        assertThat(options.has("half-core")).isTrue();
        assertThat(options.number("runs", 15)).isEqualTo(9);
        assertThat(Options.parse("lambda-start").has("half-core")).isFalse();
    }

    @Test
    void one_of_a_benchmarks_workloads_can_be_chosen() {
        assertThat(Options.parse("rivals", "--only", "cycle").word("only")).isEqualTo("cycle");
        assertThat(Options.parse("rivals").word("only")).isEmpty();
        assertThatThrownBy(() -> Options.parse("rivals", "--only", "tea")).hasMessageContaining("tea");
        assertThatThrownBy(() -> Options.parse("rivals", "--only")).hasMessageContaining("only");
    }
}
