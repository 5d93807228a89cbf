package com.example.fuzz;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLWarning;
import java.sql.Statement;

/** What a statement of the stub has no use for. */
abstract class NoStatement implements Statement {
    @Override
    public void addBatch(String p0) {}

    @Override
    public void cancel() {}

    @Override
    public void clearBatch() {}

    @Override
    public void clearWarnings() {}

    @Override
    public void closeOnCompletion() {}

    @Override
    public boolean execute(String p0, int p1) throws SQLException {
        throw no();
    }

    @Override
    public boolean execute(String p0, int[] p1) throws SQLException {
        throw no();
    }

    @Override
    public boolean execute(String p0, String[] p1) throws SQLException {
        throw no();
    }

    @Override
    public int[] executeBatch() throws SQLException {
        throw no();
    }

    @Override
    public ResultSet executeQuery(String p0) throws SQLException {
        throw no();
    }

    @Override
    public int executeUpdate(String p0) throws SQLException {
        throw no();
    }

    @Override
    public int executeUpdate(String p0, int p1) throws SQLException {
        throw no();
    }

    @Override
    public int executeUpdate(String p0, int[] p1) throws SQLException {
        throw no();
    }

    @Override
    public int executeUpdate(String p0, String[] p1) throws SQLException {
        throw no();
    }

    @Override
    public int getFetchDirection() {
        return 0;
    }

    @Override
    public int getFetchSize() {
        return 0;
    }

    @Override
    public ResultSet getGeneratedKeys() {
        return null;
    }

    @Override
    public int getMaxFieldSize() {
        return 0;
    }

    @Override
    public int getMaxRows() {
        return 0;
    }

    @Override
    public boolean getMoreResults() {
        return false;
    }

    @Override
    public boolean getMoreResults(int p0) {
        return false;
    }

    @Override
    public int getQueryTimeout() {
        return 0;
    }

    @Override
    public ResultSet getResultSet() {
        return null;
    }

    @Override
    public int getResultSetConcurrency() {
        return 0;
    }

    @Override
    public int getResultSetHoldability() {
        return 0;
    }

    @Override
    public int getResultSetType() {
        return 0;
    }

    @Override
    public int getUpdateCount() {
        return 0;
    }

    @Override
    public SQLWarning getWarnings() {
        return null;
    }

    @Override
    public boolean isCloseOnCompletion() {
        return false;
    }

    @Override
    public boolean isPoolable() {
        return false;
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }

    @Override
    public void setCursorName(String p0) {}

    @Override
    public void setEscapeProcessing(boolean p0) {}

    @Override
    public void setFetchDirection(int p0) {}

    @Override
    public void setFetchSize(int p0) {}

    @Override
    public void setMaxFieldSize(int p0) {}

    @Override
    public void setMaxRows(int p0) {}

    @Override
    public void setPoolable(boolean p0) {}

    @Override
    public void setQueryTimeout(int p0) {}

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw no();
    }

    private static SQLException no() {
        return new SQLFeatureNotSupportedException();
    }
}
