package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstWordTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET search_path TO shop",
                "  \n set x = 1",
                "use orders",
                "SAVEPOINT a",
                "BEGIN;",
                "rollback to a",
                "ROLLBACK WORK TO SAVEPOINT a",
                "ROLLBACK TRAN a",
                "rollback transaction a",
                "rollback prepared 'a'",
                "/* x */ set y = 1",
                "ALTER SESSION SET NLS_SORT = binary",
                "close a",
                "lock table a in share mode",
                "deallocate a",
                "COMMIT PREPARED 'a'"
            })
    void of_what_only_sets_or_marks_says_that_nothing_is_written(String sql) {
        assertThat(FirstWord.of(sql)).isEqualTo(FirstWord.WRITES_NOTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ";",
                "inserted(1)",
                "with a as (select 1) select 1",
                "settle(1)",
                "SETTLE a",
                "ending",
                "/*! set y = 1 */",
                "/* set y = 1",
                "-- set y = 1",
                "-set",
                "/",
                "alter table a add b int",
                "select 1 into b"
            })
    void of_anything_else_it_does_not(String sql) {
        assertThat(FirstWord.of(sql)).isEqualTo(FirstWord.ANY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COMMIT",
                " commit;",
                "end",
                "commit work",
                "/* of a framework */ commit",
                "-- the end\n\n -- of it\r\ncommit",
                "commit -- the end",
                "COMMIT /*traceparent='00-1-2-01'*/;",
                "insert into a values (1); /* now */ commit",
                "insert into a values (1); commit ; ",
                "BEGIN; insert into a values (1);\ncommit",
                "commit and chain",
                "COMMIT TRAN a",
                "COMMIT WRITE NOWAIT",
                "commit; begin",
                "insert into a values (1); commit; select 1",
                "insert into a values ('--'); commit",
                "insert into a values ('it''s; so'); commit",
                "insert into a values (1); commit -- the end",
                "insert into a values (1); commit /* of it; all */",
                "begin insert into a values (1); commit; end;"
            })
    void of_what_commits_says_so(String sql) {
        assertThat(FirstWord.of(sql)).isEqualTo(FirstWord.COMMITS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rollback",
                "ROLLBACK;",
                "rollback work",
                "Rollback Transaction ;",
                "abort",
                "rollback and chain",
                "rollback; begin"
            })
    void of_what_rolls_back_says_so(String sql) {
        assertThat(FirstWord.of(sql)).isEqualTo(FirstWord.ROLLS_BACK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into a values (1)",
                "insert into a values ('x; commit')",
                "insert into a values ('x; commit now')",
                "insert into a values (1); commit prepared 'a'",
                "insert into a values (1); commits",
                " \tINSERT INTO a DEFAULT VALUES returning id",
                "update a set b = 1",
                "update a set b = 1 -- and then; commit",
                "Delete from a",
                "MERGE INTO a",
                "replace into a values (1)",
                "/* com.acme.Orders */ insert into a values (1) returning id",
                "insert into a values (1) -- commit",
                "insert into a values (1) /* and then; commit */",
                "/* x; commit */ delete from a",
                "insert"
            })
    void of_what_writes_says_so(String sql) {
        assertThat(FirstWord.of(sql)).isEqualTo(FirstWord.WRITES);
        assertThat(FirstWord.ofPrepared(sql)).isEqualTo(FirstWord.WRITES);
    }
}
