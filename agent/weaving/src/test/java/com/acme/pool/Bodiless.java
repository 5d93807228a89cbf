package com.acme.pool;

import java.sql.Connection;
import javax.sql.DataSource;

/** Methods of the right name, none of which can be hooked. */
public abstract class Bodiless implements DataSource {
    @Override
    public abstract Connection getConnection();

    @Override
    public native Connection getConnection(String user, String password);

    public static Connection getConnection(int number) {
        return null;
    }
}
