package com.acme.pool;

import com.acme.Answer;
import com.acme.Scripted;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

public abstract class Pool implements DataSource, Scripted {
    private Answer answer = Answer.NOTHING;

    @Override
    public void script(Answer wanted) {
        answer = wanted;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return (Connection) answer.give();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }
}
