package com.acme.pools;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.logging.Logger;

/** What every data source must have and nobody calls. */
class NoSource {
    public PrintWriter getLogWriter() {
        return null;
    }

    public void setLogWriter(PrintWriter writer) {}

    public void setLoginTimeout(int seconds) {}

    public int getLoginTimeout() {
        return 0;
    }

    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("no wrapper");
    }

    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
