package io.connwake.recorder.pinning;

import static io.connwake.recorder.pinning.Dialect.MYSQL;
import static io.connwake.recorder.pinning.Dialect.POSTGRESQL;
import static io.connwake.recorder.pinning.Dialect.SQL_SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PinClassifierTest {
    private static Set<Pin> pins(String sql, Dialect dialect) {
        Set<Pin> found = EnumSet.noneOf(Pin.class);
        int bits = PinClassifier.pins(sql, dialect);
        for (Pin each : Pin.values()) {
            if ((bits & each.bit()) != 0) {
                found.add(each);
            }
        }
        return found;
    }

    @Nested
    class for_postgresql {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '^',
                value = {
                    "set statement_timeout = 500 | SET",
                    "SET SESSION statement_timeout TO 500 | SET",
                    "SET ROLE reader | SET",
                    "SET SESSION AUTHORIZATION scott | SET",
                    "RESET ALL | SET",
                    "SET TIME ZONE 'UTC' | SET_KEPT",
                    "SET client_encoding = 'UTF8' | SET_KEPT",
                    "SET search_path = tenant_7, public | SCHEMA",
                    "SET SESSION search_path TO 'tenant' | SCHEMA",
                    "SET \"search_path\" TO x | SCHEMA",
                    "SET SCHEMA 'tenant' | SCHEMA",
                    "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE | ISOLATION",
                    "SET application_name = 'orders' | CLIENT_INFO",
                    "SET LOCAL lock_timeout = 100 | SET_LOCAL",
                    "SET CONSTRAINTS ALL DEFERRED | SET_LOCAL",
                    "SET TRANSACTION READ ONLY | ISOLATION_LOCAL",
                    "select set_config('app.user', ?, false) | SET",
                    "select pg_catalog.set_config ('app.user', coalesce(?, 'x'), is_local => false) | SET",
                    "select set_config('app.user', ?, true) | SET_LOCAL",
                    "select set_config('app.user', ?, ?) | SET_LOCAL",
                    "select set_config('a', 'false', true), nextval('s') | SET_LOCAL SEQUENCE",
                    "PREPARE plan AS SELECT 1 | PREPARED",
                    "execute plan(1) | PREPARED",
                    "DEALLOCATE ALL | PREPARED",
                    "DISCARD ALL | DISCARD",
                    "CREATE TEMP TABLE t (id int) | TEMP_OBJECT",
                    "create local temporary sequence s | TEMP_OBJECT",
                    "CREATE OR REPLACE TEMPORARY VIEW v AS SELECT 1 | TEMP_OBJECT",
                    "CREATE TEMP TABLE t (id int) ON COMMIT DROP | TEMP_UNTIL_COMMIT",
                    "CREATE TEMP TABLE t (id int) ON COMMIT DELETE ROWS | TEMP_OBJECT",
                    "SELECT * INTO TEMP t FROM orders | TEMP_OBJECT",
                    "CREATE TABLE IF NOT EXISTS pg_temp.t (id int) | TEMP_OBJECT",
                    "WITH x AS (SELECT 1) SELECT * INTO TEMPORARY TABLE t FROM x | TEMP_OBJECT",
                    "DECLARE c CURSOR FOR SELECT 1 | CURSOR",
                    "DECLARE c NO SCROLL CURSOR WITH HOLD FOR SELECT 1 | CURSOR_HELD",
                    "LISTEN orders | LISTEN",
                    "LOAD 'auto_explain' | OTHER",
                    "select nextval('orders_seq') | SEQUENCE",
                    "insert into orders values (NEXTVAL ('orders_seq')) | SEQUENCE",
                    "select setval('orders_seq', 7) | SEQUENCE",
                    "select currval('orders_seq') | SEQUENCE_READ",
                    "select pg_advisory_lock(42) | LOCK",
                    "SELECT pg_try_advisory_lock_shared(1, 2) | LOCK",
                    "begin; set statement_timeout = 1; listen x; commit | SET LISTEN",
                    "/* a /* nested */ set */ listen x | LISTEN",
                    "(select nextval('s')) | SEQUENCE",
                    "select E'\\'', nextval('s') | SEQUENCE",
                    "select '\\', nextval('s') | SEQUENCE",
                    "select $1, nextval('s') | SEQUENCE",
                    "do $$ begin perform 1; end $$; listen x | LISTEN",
                })
        void these_pin(String sql, String expected) {
            assertThat(pins(sql, POSTGRESQL)).extracting(Enum::name).containsExactlyInAnyOrder(expected.split(" "));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    ";;;",
                    "set",
                    "select 1",
                    "update orders set search_path = 'x', role = 'y'",
                    "insert into temp values (1)",
                    "with x as (select 1) merge into temp t using x on true when matched then do nothing",
                    "create table pg_temporary (id int)",
                    "select into_temp, listen, prepare from load",
                    "select 'nextval(', \"nextval\" from orders -- nextval(",
                    "select nextval from orders",
                    "select $tag$ nextval('s') $other$ $tag$",
                    "select $$ set x = 1; listen y $$",
                    "do $$ begin perform nextval('s'); end $$",
                    "create function next() returns bigint as $f$ select nextval('s') $f$ language sql",
                    "create table t (id bigint default nextval('s'))",
                    "alter table t alter id set default nextval('s')",
                    "drop function nextval(regclass)",
                    "select pg_advisory_xact_lock(42)",
                    "select pg_try_advisory_xact_lock_shared(42)",
                    "BEGIN READ ONLY",
                    "BEGIN ISOLATION LEVEL SERIALIZABLE",
                    "START TRANSACTION",
                    "COMMIT",
                    "PREPARE TRANSACTION 'x'",
                    "SHOW search_path",
                    "NOTIFY orders, 'set x = 1'",
                    "UNLISTEN *",
                    "DECLARE nothing",
                    "CREATE TABLE temp (id int)",
                    "CREATE UNLOGGED TABLE t (id int)",
                    "SELECT * INTO temp FROM orders",
                    "select E'it\\'s; set x = 1; '",
                    "select 'unterminated; set x = 1",
                    "select \"unterminated; set x = 1",
                    "/* unterminated; set x = 1",
                    "$$ unterminated; set x = 1",
                    "lı\u017Ften x",
                })
        void these_do_not(String sql) {
            assertThat(pins(sql, POSTGRESQL)).isEmpty();
        }
    }

    @Nested
    class for_mysql {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '^',
                value = {
                    "SET @total = 0 | SET",
                    "SET sql_mode = '', @total = 0 | SET",
                    "SET sort_buffer_size = 1000000 | SET",
                    "SET SESSION sort_buffer_size = 1000000 | SET",
                    "SET @@session.sort_buffer_size = 1000000 | SET",
                    "SET SQL_SELECT_LIMIT=5 | SET",
                    "set sql_mode=CONCAT(@@sql_mode, ',STRICT'), session_track_system_variables = CONCAT('a', 'b') | SET",
                    "SELECT @row := @row + 1 FROM orders | SET",
                    "select max(id) into @last from orders | SET",
                    "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE | ISOLATION_NEXT",
                    "LOCK TABLES orders READ | LOCK",
                    "FLUSH TABLES orders, lines WITH READ LOCK | LOCK",
                    "SELECT GET_LOCK('orders', 10) | LOCK",
                    "CREATE TEMPORARY TABLE t (id int) | TEMP_OBJECT",
                    "CREATE OR REPLACE TEMPORARY TABLE t (id int) | TEMP_OBJECT",
                    "PREPARE plan FROM 'select 1' | PREPARED",
                    "EXECUTE plan | PREPARED",
                    "DEALLOCATE PREPARE plan | PREPARED",
                    "SELECT FOUND_ROWS() | OTHER_LIKELY",
                    "select row_count() | OTHER_LIKELY",
                    "SELECT /*!40001 SQL_NO_CACHE */ * FROM orders | OTHER",
                    "/*M!100101 SET x */ select 1 | OTHER",
                    "select 'it\\'s', GET_LOCK('a', 1) | LOCK",
                    "select \"a\\\"b\", get_lock('a', 1) | LOCK",
                    "select 1 --get_lock('a', 1) | LOCK",
                    "/* a /* b */ lock tables t write | LOCK",
                })
        void these_pin(String sql, String expected) {
            assertThat(pins(sql, MYSQL)).extracting(Enum::name).containsExactlyInAnyOrder(expected.split(" "));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "SET autocommit=1",
                    "SET NAMES utf8mb4",
                    "SET CHARACTER SET utf8mb4",
                    "SET character_set_results = NULL",
                    "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
                    "SET LOCAL TRANSACTION READ ONLY",
                    "SET LOCAL sort_buffer_size = 1000000",
                    "SET SESSION sql_mode = 'ANSI', time_zone = '+00:00'",
                    "SET @@session.time_zone = '+00:00'",
                    "SET @@sql_mode = ''",
                    "SET GLOBAL max_connections = 10",
                    "SET @@global.max_connections = 10",
                    "SET PASSWORD = 'x'",
                    "SET STATEMENT max_statement_time=5 FOR select 1",
                    "USE orders",
                    "DROP SCHEMA orders",
                    "SELECT @@session.auto_increment_increment",
                    "SELECT @row",
                    "SELECT '/*! x */', \"@a := 1\", `get_lock(`",
                    "/* mysql-connector-java-8.0.33 */ SELECT @@session.tx_isolation",
                    "/*+ MAX_EXECUTION_TIME(1000) */ select 1",
                    "LOCK INSTANCE FOR BACKUP",
                    "SELECT RELEASE_LOCK('a')",
                    "FLUSH TABLES",
                    "update t set a = 1, b = 2",
                    "select 1 # get_lock('a', 1)",
                    "select 1 -- get_lock('a', 1)",
                    "call p(?, ?)",
                    "select `unterminated; lock tables t write",
                    "select 'unterminated\\",
                })
        void these_do_not(String sql) {
            assertThat(pins(sql, MYSQL)).isEmpty();
        }
    }

    @Nested
    class for_sql_server {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '^',
                value = {
                    "SET NOCOUNT ON | SET",
                    "SET XACT_ABORT ON SELECT 1 | SET",
                    "select 1 set rowcount 10 | SET",
                    "SET IDENTITY_INSERT orders ON | SET",
                    "CREATE TABLE #t (id int) | TEMP_OBJECT",
                    "SELECT * INTO #t FROM orders | TEMP_OBJECT",
                    "CREATE TABLE [#t] (id int) | TEMP_OBJECT",
                    "SELECT * INTO \"#t\" FROM orders | TEMP_OBJECT",
                    "DECLARE @c CURSOR SET @c = CURSOR FOR SELECT 1 | CURSOR",
                    "DECLARE c CURSOR FOR SELECT 1 | CURSOR",
                    "DECLARE c INSENSITIVE SCROLL CURSOR FOR SELECT 1 | CURSOR",
                    "BEGIN DISTRIBUTED TRAN | OTHER",
                    "BEGIN TRANSACTION | OTHER_LIKELY",
                    "exec sp_prepexec @p1 output | PREPARED",
                    "select [a]]b], /* /* x */ */ 1 set nocount on | SET",
                })
        void these_pin(String sql, String expected) {
            assertThat(pins(sql, SQL_SERVER)).extracting(Enum::name).containsExactlyInAnyOrder(expected.split(" "));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "SET ANSI_NULLS ON",
                    "SET TRANSACTION ISOLATION LEVEL SNAPSHOT",
                    "SET LOCK_TIMEOUT 1800",
                    "UPDATE orders SET rowcount = 1",
                    "update orders set statistics.a = 1",
                    "SELECT * FROM #t",
                    "DECLARE @cursor int",
                    "BEGIN SELECT 1 END",
                    "select [set nocount on], 'set nocount on', \"set nocount on\"",
                    "USE orders",
                })
        void these_do_not(String sql) {
            assertThat(pins(sql, SQL_SERVER)).isEmpty();
        }
    }

    @Test
    void a_comment_ends_with_its_line() {
        assertThat(pins("/* first */ -- second\n  set /* third */ a = 1", POSTGRESQL))
                .containsExactly(Pin.SET);
        assertThat(pins("select 1 -- comment\n, get_lock('a', 1)", MYSQL)).containsExactly(Pin.LOCK);
        assertThat(pins("select 1; # set\rlock tables t write", MYSQL)).containsExactly(Pin.LOCK);
    }

    @Nested
    class a_large_statement {
        private final String almost = "x".repeat(PinClassifier.LARGE_BYTES);

        @ParameterizedTest
        @EnumSource(Dialect.class)
        void pins_whatever_it_says(Dialect dialect) {
            assertThat(pins(almost, dialect)).isEmpty();
            assertThat(pins(almost + "x", dialect)).containsExactly(Pin.LARGE_STATEMENT);
        }

        @Test
        void is_measured_in_bytes() {
            assertThat(pins("ä".repeat(PinClassifier.LARGE_BYTES / 2), POSTGRESQL))
                    .isEmpty();
            assertThat(pins("ä".repeat(PinClassifier.LARGE_BYTES / 2) + "x", POSTGRESQL))
                    .containsExactly(Pin.LARGE_STATEMENT);
            assertThat(pins("\uD83D\uDE00".repeat(PinClassifier.LARGE_BYTES / 4), POSTGRESQL))
                    .isEmpty();
            assertThat(pins("\uD83D\uDE00".repeat(PinClassifier.LARGE_BYTES / 4) + "x", POSTGRESQL))
                    .containsExactly(Pin.LARGE_STATEMENT);
        }

        @Test
        void of_a_megabyte_is_not_read() {
            assertThat(pins("set x = 1;".repeat(100_000), POSTGRESQL)).containsExactly(Pin.LARGE_STATEMENT);
        }
    }

    @Nested
    class any_text {
        private static final String[] PIECES = {
            "set ",
            "select ",
            "'",
            "\"",
            "`",
            "$$",
            "$a$",
            "$a",
            "/*",
            "*/",
            "/*!",
            "--",
            "#",
            "\n",
            ";",
            "(",
            ")",
            "\\",
            "[",
            "]",
            "@",
            ":=",
            ",",
            "set_config(",
            "nextval(",
            "into ",
            "temp ",
            "declare ",
            "cursor ",
            "create ",
            "ä",
            "\uD83D",
            "\u0000",
            "E'",
            "x",
            "1",
            " ",
            "session ",
            "local ",
            "begin "
        };

        @ParameterizedTest
        @EnumSource(Dialect.class)
        void is_read_to_its_end_without_a_failure(Dialect dialect) {
            Random random = new Random(20_261_121);
            for (int i = 0; i < 50_000; i++) {
                StringBuilder text = new StringBuilder();
                for (int pieces = random.nextInt(20); pieces > 0; pieces--) {
                    text.append(PIECES[random.nextInt(PIECES.length)]);
                }
                assertThat(PinClassifier.pins(text.toString(), dialect)).isNotNegative();
            }
        }

        /** Counted in looks, not in time: a text whose every character were looked at once for each other would not end. */
        @ParameterizedTest
        @EnumSource(Dialect.class)
        void is_read_in_time_proportional_to_its_length(Dialect dialect) {
            for (String piece : PIECES) {
                String text = piece.repeat(400_000 / piece.length());
                SqlReader reader = new SqlReader(text, dialect);
                while (reader.kind() != SqlReader.Kind.END) {
                    reader.next();
                    boolean ignored = reader.isCalled();
                }
                assertThat(reader.isEnd()).isTrue();
            }
        }
    }

    @Nested
    class a_text_met_again {
        private final StatementPins known = new StatementPins();

        @Test
        void has_the_same_pins() {
            String sql = "listen orders";
            assertThat(known.of(sql, POSTGRESQL)).isEqualTo(Pin.LISTEN.bit());
            assertThat(known.of(sql, POSTGRESQL)).isEqualTo(Pin.LISTEN.bit());
            assertThat(known.of("listen ".concat("orders"), POSTGRESQL)).isEqualTo(Pin.LISTEN.bit());
        }

        @Test
        void may_have_others_in_another_dialect() {
            String sql = "listen orders";
            assertThat(known.of(sql, POSTGRESQL)).isEqualTo(Pin.LISTEN.bit());
            assertThat(known.of(sql, MYSQL)).isZero();
        }

        @Test
        void is_told_from_another_of_the_same_hash() {
            assertThat(known.of("listen Aa", POSTGRESQL)).isEqualTo(Pin.LISTEN.bit());
            assertThat(known.of("unlist Aa", POSTGRESQL)).isZero();
            assertThat(known.of("listen BB", POSTGRESQL)).isEqualTo(Pin.LISTEN.bit());
        }
    }

    @Nested
    class a_pin {
        @Test
        void settles_those_of_its_reason_that_say_no_more() {
            assertThat(Pin.SET.settles()).isEqualTo(Pin.SET.bit() | Pin.SET_KEPT.bit() | Pin.SET_LOCAL.bit());
            assertThat(Pin.SET_LOCAL.settles()).isEqualTo(Pin.SET_LOCAL.bit());
        }
    }
}
