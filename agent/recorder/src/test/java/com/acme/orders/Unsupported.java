package com.acme.orders;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;

/** What every data source must have and nobody calls here. */
class Unsupported {
    public PrintWriter getLogWriter() {
        return null;
    }

    public void setLogWriter(PrintWriter writer) {}

    public void setLoginTimeout(int seconds) {}

    public int getLoginTimeout() {
        return 0;
    }

    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("no wrapper");
    }

    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
