package io.connwake.weaving;

import java.util.List;
import java.util.Random;

/** What a made class is to JDBC: its interfaces, and methods that are hooked or only resemble those that are. */
enum RandomKind {
    CONNECTION(
            List.of("java/sql/Connection"),
            "close()V",
            "abort(Ljava/util/concurrent/Executor;)V",
            "commit()V",
            "rollback()V",
            "rollback(Ljava/sql/Savepoint;)V",
            "isValid(I)Z",
            "setAutoCommit(Z)V",
            "createStatement()Ljava/sql/Statement;",
            "createStatement(II)Ljava/sql/Statement;",
            "prepareStatement(Ljava/lang/String;)Ljava/sql/PreparedStatement;",
            "prepareCall(Ljava/lang/String;III)Ljava/sql/CallableStatement;",
            "setTransactionIsolation(I)V",
            "setReadOnly(Z)V",
            "setSchema(Ljava/lang/String;)V",
            "setClientInfo(Ljava/lang/String;Ljava/lang/String;)V",
            "isValid(J)Z"),
    STATEMENT(
            List.of("java/sql/PreparedStatement"),
            "executeQuery()Ljava/sql/ResultSet;",
            "executeQuery(Ljava/lang/String;)Ljava/sql/ResultSet;",
            "execute()Z",
            "execute(Ljava/lang/String;)Z",
            "execute(Ljava/lang/String;I)Z",
            "execute(JDLjava/lang/String;)F",
            "executeUpdate(Ljava/lang/String;)I",
            "executeLargeUpdate(Ljava/lang/String;)J",
            "executeBatch()[I",
            "executeLargeBatch()[J",
            "executeUpdate(DJ)D",
            "addBatch(Ljava/lang/String;)V",
            "setMaxRows(I)V",
            "close()V"),
    DATA_SOURCE(
            List.of("javax/sql/DataSource", "java/lang/AutoCloseable"),
            "getConnection()Ljava/sql/Connection;",
            "getConnection(Ljava/lang/String;Ljava/lang/String;)Ljava/sql/Connection;",
            "getConnection(JD)Ljava/sql/Connection;",
            "getPooledConnection()Ljavax/sql/PooledConnection;",
            "getXAConnection()Ljavax/sql/XAConnection;",
            "close()V",
            "close(Z)V",
            "getConnection()I"),
    POOLED(List.of("javax/sql/XAConnection"), "getConnection()Ljava/sql/Connection;", "close()V"),
    DRIVER(
            List.of("java/sql/Driver"),
            "connect(Ljava/lang/String;Ljava/util/Properties;)Ljava/sql/Connection;",
            "static connect(Lcom/acme/Answer;)Ljava/sql/Connection;",
            "connect(Ljava/lang/String;)Ljava/sql/Connection;"),
    BODIES(
            List.of(),
            "getConnection()Ljava/sql/Connection;",
            "executeQuery()Ljava/sql/ResultSet;",
            "executeUpdate(Ljava/lang/String;)I",
            "close()V"),
    BUILT(List.of("javax/sql/DataSource"), "getConnection()Ljava/sql/Connection;", "close()V"),
    SERVLET(
            List.of("jakarta/servlet/Filter"),
            "doFilter(Ljakarta/servlet/ServletRequest;Ljakarta/servlet/ServletResponse;"
                    + "Ljakarta/servlet/FilterChain;)V",
            "service(Ljakarta/servlet/ServletRequest;Ljakarta/servlet/ServletResponse;)V",
            "getConnection()Ljava/sql/Connection;"),
    JOB(List.of(), "run()V", "run(JLjava/lang/String;D)J", "static run(I)Ljava/sql/Statement;");

    /** Of a {@link #JOB}, so that its calls are units of work. */
    static final String RUN = "com.acme.made.Job#run";

    @SuppressWarnings("ImmutableEnumChecker")
    final List<String> interfaces;

    @SuppressWarnings("ImmutableEnumChecker")
    final List<String> methods;

    RandomKind(List<String> interfaces, String... methods) {
        this.interfaces = interfaces;
        this.methods = List.of(methods);
    }

    /** @param unusual with a letter of two code units, which class files write in their own way */
    String className(boolean unusual) {
        return switch (this) {
            case BUILT -> "com/zaxxer/hikari/HikariDataSource";
            case JOB -> "com/acme/made/Job";
            default -> unusual ? "com/acme/made/Made\uD842\uDFB7" : "com/acme/made/Made";
        };
    }

    String constructor() {
        return this == BUILT ? "(I)V" : "()V";
    }

    boolean isBeyondOracle() {
        return this == BUILT || this == SERVLET || this == JOB;
    }

    boolean mayBeInterface() {
        return this != BUILT && this != JOB;
    }

    /** Whether nothing but its interfaces says what it is. */
    boolean isBean() {
        return this == DATA_SOURCE || this == CONNECTION || this == STATEMENT || this == POOLED;
    }

    /** Of the JDK's classes one that says nothing, or one that is serializable. */
    String superName(Random random, boolean isInterface) {
        boolean inherits = !isInterface && isBean() && random.nextInt(6) == 0;
        return inherits ? "java/util/concurrent/locks/ReentrantLock" : "java/lang/Object";
    }
}
