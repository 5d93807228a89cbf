package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
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
                "set a = 1; commit prepared 'b'",
                "/* x */ set y = 1",
                "ALTER SESSION SET NLS_SORT = binary",
                "close a",
                "lock table a in share mode",
                "deallocate a",
                "prepare a as insert into b values ($1)",
                "analyze orders",
                "COMMIT PREPARED 'a'",
                "{? = call total(?)}",
                "{ ?= call total(?) }"
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
                "create temporary table a (b int)",
                "create or replace temporary table a (b int)",
                "select 1 into b",
                "{call total(?)}",
                "{",
                "do $$ begin perform pg_advisory_lock(1); end $$",
                "select pg_advisory_xact_lock(1)",
                "select pg_advisory_locks()",
                "select 'pg_advisory_lock'",
                "select"
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
                "Prepare transaction 'a'",
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
    @ValueSource(strings = {"update a set b = 1", "Delete from a", "delete from a; ", "/* x; commit */ delete from a"})
    void of_what_tells_how_many_rows_it_changed_says_so(String sql) {
        assertThat(FirstWord.of(sql)).isEqualTo(FirstWord.CHANGES);
        assertThat(FirstWord.ofPrepared(sql)).isEqualTo(FirstWord.CHANGES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1; insert into a values (1)",
                "set search_path to b; delete from a; select 1",
                "begin; update a set b = 1",
                "listen a; insert into b values (1)",
                "select pg_try_advisory_lock(1); insert into b values (1)"
            })
    void of_several_of_which_one_writes_says_so(String sql) {
        assertThat(FirstWord.of(sql)).isEqualTo(FirstWord.WRITES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1; insert into a values (1); rollback",
                "insert into a values (1); create table b (c int)",
                "create table b (c int); insert into a values (1); end"
            })
    void of_several_of_which_one_may_end_the_transaction_claims_nothing(String sql) {
        assertThat(FirstWord.of(sql)).isEqualTo(FirstWord.MAY_END);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create procedure p() as $$ begin insert into a values (1); commit; end $$",
                "do $body$ begin; commit; end $body$",
                "call a(\"; commit\")",
                "with a as (select replace(b, 'x', 'y') from c) select * from a for update",
                "with a as (select '; (delete from b' from c where (b = 1)) select insert('a', 1, 1, 'b')",
                "with a as (select 1) -- then ) delete from a\n select * from a"
            })
    void of_what_stands_in_a_body_or_a_literal_says_nothing(String sql) {
        assertThat(FirstWord.of(sql)).isEqualTo(FirstWord.ANY);
    }

    @Test
    void of_a_text_of_any_length_looks_at_the_beginning_alone() {
        assertThat(FirstWord.of("call a(1)" + ";--".repeat(1_000_000) + "\n; commit"))
                .isEqualTo(FirstWord.ANY);
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
                "update a set b = 1; insert into a values (1)",
                "update a set b = 1 -- and then; commit",
                "MERGE INTO a",
                "replace into a values (1)",
                "/* com.acme.Orders */ insert into a values (1) returning id",
                "with a as (delete from b returning c) select * from a",
                "With a(x) As (select 1), b as ( /* new */ insert into d select * from a returning x) select * from b",
                "with a as (select 1) insert into b select * from a returning c",
                "insert into a values (1) -- commit",
                "insert into a values (1) /* and then; commit */",
                "insert"
            })
    void of_what_writes_says_so(String sql) {
        assertThat(FirstWord.of(sql)).isEqualTo(FirstWord.WRITES);
        assertThat(FirstWord.ofPrepared(sql)).isEqualTo(FirstWord.WRITES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "begin",
                "BEGIN;",
                "/* x */ Begin Work",
                "begin transaction isolation level serializable",
                "BEGIN ISOLATION LEVEL READ COMMITTED",
                "start transaction read write",
                "begin; select 1",
                "BEGIN TRAN a"
            })
    void of_what_begins_a_transaction_says_so_where_each_statement_is_one(String sql) {
        assertThat(FirstWord.ofAlone(sql)).isEqualTo(FirstWord.BEGINS);
        assertThat(FirstWord.ofPrepared(sql)).isEqualTo(FirstWord.BEGINS);
    }

    @Test
    void and_whether_it_writes_in_it_at_once() {
        assertThat(FirstWord.ofAlone("begin; insert into a values (1)")).isEqualTo(FirstWord.BEGINS_AND_WRITES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into a values (1); ROLLBACK",
                "insert into a values (1);\nend",
                "if @@trancount > 0 commit",
                "insert into a values ('the end')"
            })
    void of_what_may_end_a_transaction_says_so_in_doubt(String sql) {
        assertThat(FirstWord.mayEnd(sql)).isTrue();
    }

    @Test
    void of_what_ends_none_it_does_not() {
        assertThat(FirstWord.mayEnd("insert into ends values (ended, \"commits\")"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "begin insert into a values (1); end;",
                "begin; insert into a values (1); commit",
                "BEGIN TRAN\nUPDATE a SET b = 1\nCOMMIT TRAN",
                "BEGIN TRANSACTION UPDATE a SET b = 1 IF @@ERROR<>0 ROLLBACK ELSE COMMIT",
                "begin; insert into a values (1); end",
                "begin; select 1; rollback",
                "start slave",
                "beginning",
                "select 1",
                "insert into a values ('begin')",
                "set a = 1",
                ""
            })
    void of_what_begins_none_it_does_not(String sql) {
        assertThat(FirstWord.ofAlone(sql)).isEqualTo(FirstWord.ANY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table a (b int)",
                "ALTER table a add b int",
                "drop index a",
                "Truncate table a",
                "rename table a to b",
                "grant select on a to b",
                "/* x */ revoke all on a from b"
            })
    void of_what_defines_something_says_so(String sql) {
        assertThat(FirstWord.of(sql)).isEqualTo(FirstWord.DEFINES);
        assertThat(FirstWord.ofPrepared(sql)).isEqualTo(FirstWord.DEFINES);
        assertThat(FirstWord.DEFINES.writes(true)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LISTEN orders",
                "select pg_advisory_lock(42)",
                " SELECT pg_try_advisory_lock_shared(1, 2)",
                "/* leader */ select /* us */ pg_try_advisory_lock(?)",
                "SELECT GET_LOCK('leader', 10)",
                "do get_lock('leader', 0)"
            })
    void of_what_holds_on_to_the_session_says_so(String sql) {
        assertThat(FirstWord.of(sql)).isEqualTo(FirstWord.KEEPS);
        assertThat(FirstWord.ofPrepared(sql)).isEqualTo(FirstWord.KEEPS);
        assertThat(FirstWord.ofAlone(sql)).isEqualTo(FirstWord.KEEPS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UNLISTEN *",
                "select pg_advisory_unlock(42)",
                "select pg_advisory_unlock_all()",
                "DO RELEASE_LOCK('a')"
            })
    void of_what_gives_that_up_says_so(String sql) {
        assertThat(FirstWord.of(sql)).isEqualTo(FirstWord.LETS_GO);
        assertThat(FirstWord.ofPrepared(sql)).isEqualTo(FirstWord.LETS_GO);
        assertThat(FirstWord.ofAlone(sql)).isEqualTo(FirstWord.LETS_GO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "insert into a values (1)", "commit", "set a = 1", "select a from b", "update a set b = 1"})
    void of_anything_else_outside_a_transaction_it_is_not_asked(String sql) {
        assertThat(FirstWord.ofAlone(sql)).isEqualTo(FirstWord.ANY);
    }
}
