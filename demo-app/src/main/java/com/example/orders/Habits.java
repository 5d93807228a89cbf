package com.example.orders;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What parts of an application do with their sessions: what outlives the transaction, and the same without. */
enum Habits {
    SETTING {
        @Override
        void ofSession(Connection connection, Statement statement) throws SQLException {
            statement.execute("set statement_timeout = '5s'");
        }

        @Override
        void ofTransaction(Connection connection, Statement statement) throws SQLException {
            statement.execute("select count(*) from habits"); // the role has the setting
        }
    },
    TEMPORARY_TABLE {
        @Override
        void ofSession(Connection connection, Statement statement) throws SQLException {
            statement.execute("create temporary table if not exists picked as select name from habits");
        }

        @Override
        void ofTransaction(Connection connection, Statement statement) throws SQLException {
            statement.execute("with picked as (select name from habits) select count(*) from picked");
        }
    },
    ADVISORY_LOCK {
        @Override
        void ofSession(Connection connection, Statement statement) throws SQLException {
            statement.execute("select pg_advisory_lock_shared(7)");
        }

        @Override
        void ofTransaction(Connection connection, Statement statement) throws SQLException {
            statement.execute("select pg_advisory_xact_lock_shared(7)");
        }
    },
    SCHEMA {
        @Override
        void ofSession(Connection connection, Statement statement) throws SQLException {
            connection.setSchema("public");
            statement.execute("select count(*) from habits");
        }

        @Override
        void ofTransaction(Connection connection, Statement statement) throws SQLException {
            statement.execute("select count(*) from public.habits");
        }
    },
    ISOLATION {
        @Override
        void ofSession(Connection connection, Statement statement) throws SQLException {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            statement.execute("select count(*) from habits");
        }

        @Override
        void ofTransaction(Connection connection, Statement statement) throws SQLException {
            statement.execute("select count(*) from habits"); // the role has the isolation
        }
    },
    SEQUENCE {
        @Override
        void ofSession(Connection connection, Statement statement) throws SQLException {
            statement.execute("select nextval('habits_id_seq')");
        }

        @Override
        void ofTransaction(Connection connection, Statement statement) throws SQLException {
            statement.execute("insert into habits (name) values ('once')");
        }
    };

    /** Leaves something in the session, so that the next statement must find the same session again. */
    abstract void ofSession(Connection connection, Statement statement) throws SQLException;

    /** Does as much for its user, and leaves nothing. */
    abstract void ofTransaction(Connection connection, Statement statement) throws SQLException;
}
