package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.recorder.event.ErrorFacts;
import java.net.SocketException;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ErrorsTest {
    @Test
    void an_sql_exception_gives_its_class_state_and_code() {
        ErrorFacts facts = Errors.read(new SQLException("connection reset", "08006", 17_002));

        assertThat(facts.type()).isEqualTo("java.sql.SQLException");
        assertThat(facts.sqlState()).isEqualTo("08006");
        assertThat(facts.vendorCode()).isEqualTo(17_002);
        assertThat(facts.message()).isEqualTo("connection reset");
        assertThat(facts.causes()).isEmpty();
    }

    @Test
    void another_exception_has_neither_state_nor_code() {
        ErrorFacts facts = Errors.read(new IllegalStateException((String) null));

        assertThat(facts)
                .isEqualTo(new ErrorFacts("java.lang.IllegalStateException", null, 0, null, java.util.List.of()));
    }

    @Test
    void causes_come_before_next_exceptions_outermost_first() {
        SQLException thrown = new SQLException("first", new IllegalStateException(new SocketException("broken pipe")));
        thrown.setNextException(new SQLException("second", "57P01"));
        thrown.setNextException(new SQLException("third", "57P02"));

        assertThat(Errors.read(thrown).causes())
                .extracting(ErrorFacts::type, ErrorFacts::sqlState)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("java.lang.IllegalStateException", null),
                        org.assertj.core.groups.Tuple.tuple("java.net.SocketException", null),
                        org.assertj.core.groups.Tuple.tuple("java.sql.SQLException", "57P01"),
                        org.assertj.core.groups.Tuple.tuple("java.sql.SQLException", "57P02"));
    }

    @Test
    void causes_that_go_round_in_a_circle_are_read_once() {
        Exception first = new Exception("first");
        Exception second = new Exception("second", first);
        first.initCause(second);

        assertThat(Errors.read(first).causes()).hasSize(1);
    }

    @Test
    void a_next_exception_that_is_its_own_cause_is_read_once() {
        SQLException thrown = new SQLException("first");
        SQLException next = new SQLException("second");
        thrown.initCause(next);
        thrown.setNextException(next);

        assertThat(Errors.read(thrown).causes()).hasSize(1);
    }

    @Test
    void twelve_of_a_long_chain_are_read() {
        Exception chain = new Exception("innermost");
        for (int i = 0; i < 100; i++) {
            chain = new Exception("outer", chain);
        }
        SQLException thrown = new SQLException("outermost", chain);
        for (int i = 0; i < 100; i++) {
            thrown.setNextException(new SQLException("next"));
        }

        assertThat(Errors.read(thrown).causes()).hasSize(11);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"0800", "080061", "08 06", "pass!", "tiger@scott", "0800\u0661", "S\u00e9cret"})
    void what_is_no_sql_state_is_left_out(String state) {
        assertThat(Errors.read(new SQLException("failed", state)).sqlState()).isNull();
    }
}
