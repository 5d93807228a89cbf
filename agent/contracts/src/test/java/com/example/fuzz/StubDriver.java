package com.example.fuzz;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;

/** Of a database that is not there, under the URL of one that is known. */
public final class StubDriver implements Driver {
    static final String URL = "jdbc:postgresql://127.0.0.1:4711/";

    static {
        try {
            DriverManager.registerDriver(new StubDriver());
        } catch (SQLException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    @Override
    public Connection connect(String url, Properties properties) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        StubServer server = StubServer.of(url.substring(URL.length()));
        if (server.refuses) {
            throw new SQLException("Connection refused", "08001");
        }
        server.opened.incrementAndGet();
        return new StubConnection(server);
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(URL);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }
}
