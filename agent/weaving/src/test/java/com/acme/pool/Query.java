package com.acme.pool;

import com.acme.Answer;
import com.acme.Scripted;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

public abstract class Query implements Statement, Scripted {
    private Answer answer = Answer.NOTHING;

    @Override
    public void script(Answer wanted) {
        answer = wanted;
    }

    @Override
    public ResultSet executeQuery(String sql) throws SQLException {
        return (ResultSet) answer.give();
    }

    @Override
    public int executeUpdate(String sql) throws SQLException {
        return answer.give() == null ? 0 : 1;
    }

    @Override
    public long executeLargeUpdate(String sql) throws SQLException {
        return answer.give() == null ? 0 : 1L << 40;
    }

    @Override
    public int[] executeBatch() throws SQLException {
        return (int[]) answer.give();
    }

    @Override
    public void addBatch(String sql) throws SQLException {
        answer.give();
    }

    @Override
    public void setMaxRows(int most) throws SQLException {
        answer.give();
    }

    @Override
    public boolean execute(String sql) throws SQLException {
        executeUpdate(sql);
        return true;
    }
}
