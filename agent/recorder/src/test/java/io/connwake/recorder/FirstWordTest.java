package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstWordTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"SET search_path TO shop", "  \n set x = 1", "use orders", "SAVEPOINT a", "rollback", "BEGIN;"})
    void of_what_only_sets_or_marks_says_that_nothing_is_written(String sql) {
        assertThat(FirstWord.writesNothing(sql)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "insert into a values (1)",
                "settle(1)",
                "SETTLE a",
                "/* x */ set y = 1",
                "select 1 into b"
            })
    void of_anything_else_it_does_not(String sql) {
        assertThat(FirstWord.writesNothing(sql)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into a values (1) returning id",
                " \tINSERT INTO a DEFAULT VALUES",
                "update a set b = 1",
                "Delete from a",
                "MERGE INTO a",
                "replace into a values (1)",
                "insert"
            })
    void of_what_writes_says_so(String sql) {
        assertThat(FirstWord.writes(sql)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "  ", "select 1", "inserted(1)", "with a as (select 1) select 1", "rollback", "set a = 1"})
    void of_anything_else_it_says_nothing(String sql) {
        assertThat(FirstWord.writes(sql)).isFalse();
    }
}
