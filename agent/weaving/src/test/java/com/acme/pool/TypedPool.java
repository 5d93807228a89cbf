package com.acme.pool;

import com.acme.Answer;
import com.acme.Scripted;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Narrows the return type, so that the compiler adds a bridge. */
public abstract class TypedPool implements DataSource, Scripted {
    private Answer answer = Answer.NOTHING;

    @Override
    public void script(Answer wanted) {
        answer = wanted;
    }

    @Override
    public Handle getConnection() throws SQLException {
        return (Handle) answer.give();
    }
}
