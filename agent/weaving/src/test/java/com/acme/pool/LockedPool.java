package com.acme.pool;

import com.acme.Answer;
import com.acme.Scripted;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

public abstract class LockedPool implements DataSource, Scripted {
    private Answer answer = Answer.NOTHING;

    @Override
    public void script(Answer wanted) {
        answer = wanted;
    }

    @Override
    public synchronized Connection getConnection() throws SQLException {
        return (Connection) answer.give();
    }
}
