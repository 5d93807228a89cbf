package com.acme.pools;

import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Struct;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;

/** Passes every call on, as the handle of any pool does; where the connection is, is its subclasses' to know. */
public abstract class Handle implements Connection {
    private boolean isClosed;

    /** The connection that is lent. */
    protected abstract Connection lent();

    /** Takes it back. */
    protected abstract void giveBack();

    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            giveBack();
        }
    }

    /** It is lent again. */
    protected void open() {
        isClosed = false;
    }

    @Override
    public boolean isClosed() {
        return isClosed;
    }

    @Override
    public void abort(Executor p0) throws SQLException {
        lent().abort(p0);
    }

    @Override
    public void clearWarnings() throws SQLException {
        lent().clearWarnings();
    }

    @Override
    public void commit() throws SQLException {
        lent().commit();
    }

    @Override
    public Array createArrayOf(String p0, Object[] p1) throws SQLException {
        return lent().createArrayOf(p0, p1);
    }

    @Override
    public Blob createBlob() throws SQLException {
        return lent().createBlob();
    }

    @Override
    public Clob createClob() throws SQLException {
        return lent().createClob();
    }

    @Override
    public NClob createNClob() throws SQLException {
        return lent().createNClob();
    }

    @Override
    public SQLXML createSQLXML() throws SQLException {
        return lent().createSQLXML();
    }

    @Override
    public Statement createStatement() throws SQLException {
        return lent().createStatement();
    }

    @Override
    public Statement createStatement(int p0, int p1) throws SQLException {
        return lent().createStatement(p0, p1);
    }

    @Override
    public Statement createStatement(int p0, int p1, int p2) throws SQLException {
        return lent().createStatement(p0, p1, p2);
    }

    @Override
    public Struct createStruct(String p0, Object[] p1) throws SQLException {
        return lent().createStruct(p0, p1);
    }

    @Override
    public boolean getAutoCommit() throws SQLException {
        return lent().getAutoCommit();
    }

    @Override
    public String getCatalog() throws SQLException {
        return lent().getCatalog();
    }

    @Override
    public Properties getClientInfo() throws SQLException {
        return lent().getClientInfo();
    }

    @Override
    public String getClientInfo(String p0) throws SQLException {
        return lent().getClientInfo(p0);
    }

    @Override
    public int getHoldability() throws SQLException {
        return lent().getHoldability();
    }

    @Override
    public DatabaseMetaData getMetaData() throws SQLException {
        return lent().getMetaData();
    }

    @Override
    public int getNetworkTimeout() throws SQLException {
        return lent().getNetworkTimeout();
    }

    @Override
    public String getSchema() throws SQLException {
        return lent().getSchema();
    }

    @Override
    public int getTransactionIsolation() throws SQLException {
        return lent().getTransactionIsolation();
    }

    @Override
    public Map<String, Class<?>> getTypeMap() throws SQLException {
        return lent().getTypeMap();
    }

    @Override
    public SQLWarning getWarnings() throws SQLException {
        return lent().getWarnings();
    }

    @Override
    public boolean isReadOnly() throws SQLException {
        return lent().isReadOnly();
    }

    @Override
    public boolean isValid(int p0) throws SQLException {
        return lent().isValid(p0);
    }

    @Override
    public boolean isWrapperFor(Class<?> p0) throws SQLException {
        return lent().isWrapperFor(p0);
    }

    @Override
    public String nativeSQL(String p0) throws SQLException {
        return lent().nativeSQL(p0);
    }

    @Override
    public CallableStatement prepareCall(String p0) throws SQLException {
        return lent().prepareCall(p0);
    }

    @Override
    public CallableStatement prepareCall(String p0, int p1, int p2) throws SQLException {
        return lent().prepareCall(p0, p1, p2);
    }

    @Override
    public CallableStatement prepareCall(String p0, int p1, int p2, int p3) throws SQLException {
        return lent().prepareCall(p0, p1, p2, p3);
    }

    @Override
    public PreparedStatement prepareStatement(String p0) throws SQLException {
        return lent().prepareStatement(p0);
    }

    @Override
    public PreparedStatement prepareStatement(String p0, int p1) throws SQLException {
        return lent().prepareStatement(p0, p1);
    }

    @Override
    public PreparedStatement prepareStatement(String p0, int[] p1) throws SQLException {
        return lent().prepareStatement(p0, p1);
    }

    @Override
    public PreparedStatement prepareStatement(String p0, String[] p1) throws SQLException {
        return lent().prepareStatement(p0, p1);
    }

    @Override
    public PreparedStatement prepareStatement(String p0, int p1, int p2) throws SQLException {
        return lent().prepareStatement(p0, p1, p2);
    }

    @Override
    public PreparedStatement prepareStatement(String p0, int p1, int p2, int p3) throws SQLException {
        return lent().prepareStatement(p0, p1, p2, p3);
    }

    @Override
    public void releaseSavepoint(Savepoint p0) throws SQLException {
        lent().releaseSavepoint(p0);
    }

    @Override
    public void rollback() throws SQLException {
        lent().rollback();
    }

    @Override
    public void rollback(Savepoint p0) throws SQLException {
        lent().rollback(p0);
    }

    @Override
    public void setAutoCommit(boolean p0) throws SQLException {
        lent().setAutoCommit(p0);
    }

    @Override
    public void setCatalog(String p0) throws SQLException {
        lent().setCatalog(p0);
    }

    @Override
    public void setClientInfo(Properties p0) throws SQLClientInfoException {
        lent().setClientInfo(p0);
    }

    @Override
    public void setClientInfo(String p0, String p1) throws SQLClientInfoException {
        lent().setClientInfo(p0, p1);
    }

    @Override
    public void setHoldability(int p0) throws SQLException {
        lent().setHoldability(p0);
    }

    @Override
    public void setNetworkTimeout(Executor p0, int p1) throws SQLException {
        lent().setNetworkTimeout(p0, p1);
    }

    @Override
    public void setReadOnly(boolean p0) throws SQLException {
        lent().setReadOnly(p0);
    }

    @Override
    public Savepoint setSavepoint() throws SQLException {
        return lent().setSavepoint();
    }

    @Override
    public Savepoint setSavepoint(String p0) throws SQLException {
        return lent().setSavepoint(p0);
    }

    @Override
    public void setSchema(String p0) throws SQLException {
        lent().setSchema(p0);
    }

    @Override
    public void setTransactionIsolation(int p0) throws SQLException {
        lent().setTransactionIsolation(p0);
    }

    @Override
    public void setTypeMap(Map<String, Class<?>> p0) throws SQLException {
        lent().setTypeMap(p0);
    }

    @Override
    public <T> T unwrap(Class<T> p0) throws SQLException {
        return lent().unwrap(p0);
    }
}
