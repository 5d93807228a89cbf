package io.connwake.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void columns_are_as_wide_as_their_widest_cell() {
        Table table = new Table("row", "ms");
        table.row("a", "1000");

        assertThat(table.text()).isEqualTo("\nrow    ms\na    1000\n");
    }

    @Test
    void a_column_may_be_empty() {
        Table table = new Table("row", "");
        table.row("a", "");

        assertThat(table.text()).isEqualTo("\nrow\na\n");
    }
}
