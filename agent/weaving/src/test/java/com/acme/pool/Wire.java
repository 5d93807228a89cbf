package com.acme.pool;

import com.acme.Answer;
import com.acme.Scripted;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;

public abstract class Wire implements Driver, Scripted {
    private Answer answer = Answer.NOTHING;

    @Override
    public void script(Answer wanted) {
        answer = wanted;
    }

    @Override
    public Connection connect(String url, Properties properties) throws SQLException {
        return (Connection) answer.give();
    }
}
