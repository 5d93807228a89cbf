package com.acme.pool;

import com.acme.Answer;
import com.acme.Scripted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.Executor;

/** A connection that wraps no other. */
public abstract class Handle implements Connection, Scripted {
    private Answer answer = Answer.NOTHING;

    @Override
    public void script(Answer wanted) {
        answer = wanted;
    }

    @Override
    public void close() throws SQLException {
        answer.give();
    }

    @Override
    public void abort(Executor executor) throws SQLException {
        answer.give();
    }

    @Override
    public void commit() throws SQLException {
        answer.give();
    }

    @Override
    public void rollback() throws SQLException {
        answer.give();
    }

    @Override
    public void rollback(Savepoint savepoint) throws SQLException {
        answer.give();
    }

    @Override
    public boolean isValid(int timeout) throws SQLException {
        return answer.give() != null;
    }

    @Override
    public void setAutoCommit(boolean on) throws SQLException {
        answer.give();
    }

    @Override
    public void setTransactionIsolation(int level) throws SQLException {
        answer.give();
    }

    @Override
    public void setReadOnly(boolean on) throws SQLException {
        answer.give();
    }

    @Override
    public void setSchema(String schema) throws SQLException {
        answer.give();
    }

    @Override
    public void setClientInfo(String name, String value) {}

    @Override
    public void setClientInfo(Properties all) {}

    @Override
    public Statement createStatement() throws SQLException {
        return (Statement) answer.give();
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        return (PreparedStatement) answer.give();
    }
}
