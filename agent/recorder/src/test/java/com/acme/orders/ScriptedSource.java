package com.acme.orders;

import com.acme.Scripted;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/** A data source that does as it is told. */
public class ScriptedSource extends Unsupported implements DataSource, Scripted {
    private Callable<Connection> answer = () -> null;

    @Override
    public void script(Callable<Connection> wanted) {
        answer = wanted;
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            return answer.call();
        } catch (SQLException | RuntimeException asTold) {
            throw asTold;
        } catch (Exception other) {
            throw new SQLException(other);
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }
}
