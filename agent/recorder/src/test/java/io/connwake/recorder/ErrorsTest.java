package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.recorder.event.ErrorFacts;
import java.net.SocketException;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    private static final String PGJDBC = "org.postgresql.util.PSQLException";

    private static String said(String type, String state, String message) {
        return String.valueOf(
                Errors.facts(type, state, 0, message, java.util.List.of()).message());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "42P05 | ERROR: prepared statement \"S_1\" already exists | ERROR: prepared statement ? already exists (S_1)",
                "26000 | ERROR: prepared statement \"S_120\" does not exist | ERROR: prepared statement ? does not exist (S_120)",
                "26000 | FEHLER: vorbereitete Anweisung \u00bbS_7\u00ab existiert nicht | FEHLER: ? (S_7)",
            })
    void the_name_that_pgjdbc_gave_a_statement_is_kept_where_it_is_what_the_error_is_about(
            String state, String message, String scrubbed) {
        assertThat(said(PGJDBC, state, message)).isEqualTo(scrubbed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                PGJDBC + " | 26000 | ERROR: prepared statement \"mine\" does not exist",
                PGJDBC + " | 26000 | ERROR: prepared statement \"S_4711x\" does not exist",
                PGJDBC + " | 26000 | ERROR: prepared statement \"PASS_4711\" does not exist",
                PGJDBC + " | 26000 | ERROR: prepared statement \"S_\" does not exist",
                PGJDBC + " | 26000 | ERROR: prepared statement \"S_4711471147114711\" does not exist",
                PGJDBC + " | 26000 | ERROR: prepared statement S_4711 does not exist",
                PGJDBC + " | 22P02 | ERROR: invalid input syntax for type integer: \"S_4711\"",
                "java.sql.BatchUpdateException | 26000 | Batch entry 0 execute \"S_4711\" was aborted",
                "com.acme.Failure | 26000 | \"S_4711\"",
            })
    void what_only_looks_like_it_is_not(String type, String state, String message) {
        assertThat(said(type, state, message)).contains("?").doesNotContain("S_", "4711");
    }

    @Test
    void nor_is_anything_of_the_lines_below_in_which_the_server_tells_where_it_was() {
        String message = "ERROR: prepared statement \"mine\" does not exist\n  Where: SQL statement \"S_4711\"";

        assertThat(said(PGJDBC, "26000", message)).doesNotContain("4711");
    }
}
