package com.example.fuzz;

import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Struct;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;

/** What a connection of the stub has no use for. */
abstract class NoConnection implements Connection {
    @Override
    public void clearWarnings() {}

    @Override
    public Array createArrayOf(String p0, Object[] p1) throws SQLException {
        throw no();
    }

    @Override
    public Blob createBlob() throws SQLException {
        throw no();
    }

    @Override
    public Clob createClob() throws SQLException {
        throw no();
    }

    @Override
    public NClob createNClob() throws SQLException {
        throw no();
    }

    @Override
    public SQLXML createSQLXML() throws SQLException {
        throw no();
    }

    @Override
    public Statement createStatement(int p0, int p1) throws SQLException {
        throw no();
    }

    @Override
    public Statement createStatement(int p0, int p1, int p2) throws SQLException {
        throw no();
    }

    @Override
    public Struct createStruct(String p0, Object[] p1) throws SQLException {
        throw no();
    }

    @Override
    public String getCatalog() {
        return null;
    }

    @Override
    public String getClientInfo(String p0) {
        return null;
    }

    @Override
    public Properties getClientInfo() {
        return null;
    }

    @Override
    public int getHoldability() {
        return 0;
    }

    @Override
    public DatabaseMetaData getMetaData() {
        return null;
    }

    @Override
    public int getNetworkTimeout() {
        return 0;
    }

    @Override
    public String getSchema() {
        return null;
    }

    @Override
    public int getTransactionIsolation() {
        return Connection.TRANSACTION_READ_COMMITTED;
    }

    @Override
    public Map<String, Class<?>> getTypeMap() {
        return null;
    }

    @Override
    public SQLWarning getWarnings() {
        return null;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }

    @Override
    public String nativeSQL(String p0) throws SQLException {
        throw no();
    }

    @Override
    public CallableStatement prepareCall(String p0) throws SQLException {
        throw no();
    }

    @Override
    public CallableStatement prepareCall(String p0, int p1, int p2) throws SQLException {
        throw no();
    }

    @Override
    public CallableStatement prepareCall(String p0, int p1, int p2, int p3) throws SQLException {
        throw no();
    }

    @Override
    public PreparedStatement prepareStatement(String p0) throws SQLException {
        throw no();
    }

    @Override
    public PreparedStatement prepareStatement(String p0, int p1) throws SQLException {
        throw no();
    }

    @Override
    public PreparedStatement prepareStatement(String p0, int p1, int p2) throws SQLException {
        throw no();
    }

    @Override
    public PreparedStatement prepareStatement(String p0, int p1, int p2, int p3) throws SQLException {
        throw no();
    }

    @Override
    public PreparedStatement prepareStatement(String p0, int[] p1) throws SQLException {
        throw no();
    }

    @Override
    public PreparedStatement prepareStatement(String p0, String[] p1) throws SQLException {
        throw no();
    }

    @Override
    public void releaseSavepoint(Savepoint p0) {}

    @Override
    public void rollback(Savepoint p0) {}

    @Override
    public void setCatalog(String p0) {}

    @Override
    public void setClientInfo(String p0, String p1) {}

    @Override
    public void setClientInfo(Properties p0) {}

    @Override
    public void setHoldability(int p0) {}

    @Override
    public void setNetworkTimeout(Executor p0, int p1) {}

    @Override
    public void setReadOnly(boolean p0) {}

    @Override
    public Savepoint setSavepoint() throws SQLException {
        throw no();
    }

    @Override
    public Savepoint setSavepoint(String p0) throws SQLException {
        throw no();
    }

    @Override
    public void setSchema(String p0) {}

    @Override
    public void setTransactionIsolation(int p0) {}

    @Override
    public void setTypeMap(Map<String, Class<?>> p0) {}

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw no();
    }

    private static SQLException no() {
        return new SQLFeatureNotSupportedException();
    }
}
