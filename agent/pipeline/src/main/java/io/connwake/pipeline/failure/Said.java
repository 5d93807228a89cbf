package io.connwake.pipeline.failure;

import io.connwake.recorder.event.ErrorFacts;
import java.util.Locale;

/**
 * One exception of a chain, as it is compared: nothing in it is null, its text is in lower case.
 *
 * @param code only to be read after {@link #family()}: the same number means something else to each driver
 */
record Said(String type, String state, int code, String text, Family family) {
    /** Whose numbers it speaks. */
    enum Family {
        MYSQL,
        SQL_SERVER,
        ORACLE,
        H2,
        /** Any other, or nobody knows. */
        OTHER
    }

    static Said of(ErrorFacts error) {
        String state = error.sqlState() == null ? "" : error.sqlState();
        String text = error.message() == null ? "" : error.message().toLowerCase(Locale.ROOT);
        return new Said(error.type(), state, error.vendorCode(), text, family(error.type(), state, text));
    }

    boolean says(String words) {
        return text.contains(words);
    }

    /** It is a database's or a pool's: nothing else has an SQLState, and the types without one are known. */
    boolean isSql() {
        return !state.isEmpty() || type.startsWith("java.sql.") || family != Family.OTHER || isOfDriver(type);
    }

    /** Its state says that the trouble is with the connection, or nothing. */
    boolean maySpeakOfConnection() {
        return state.startsWith("08") || isVague();
    }

    /** Its state says nothing, so that its causes do. */
    boolean isVague() {
        return state.isEmpty()
                || state.equals("HY000")
                || state.equals("S1000")
                || (family == Family.ORACLE && !state.startsWith("2") && !state.startsWith("4"));
    }

    private static boolean isOfDriver(String type) {
        return type.startsWith("org.postgresql.") || type.startsWith("com.ibm.db2.") || type.startsWith("org.sqlite.");
    }

    private static Family family(String type, String state, String text) {
        if (type.startsWith("com.mysql.") || type.startsWith("org.mariadb.")) {
            return Family.MYSQL;
        }
        if (type.startsWith("com.microsoft.sqlserver.")) {
            return Family.SQL_SERVER;
        }
        if (type.startsWith("oracle.jdbc.") || type.startsWith("oracle.net.")) {
            return Family.ORACLE;
        }
        if (type.startsWith("org.h2.")) {
            return Family.H2;
        }
        return type.startsWith("java.sql.") ? familyByState(type, state, text) : Family.OTHER;
    }

    /** Oracle's, MySQL's and MariaDB's drivers throw the JDK's own types, each with states that the others lack. */
    private static Family familyByState(String type, String state, String text) {
        if (type.equals("java.sql.SQLRecoverableException") || text.startsWith("ora-")) {
            return Family.ORACLE;
        }
        return switch (state) {
            case "60000", "61000", "62000", "63000", "64000", "65000", "66000", "69000", "72000", "99999" ->
                Family.ORACLE;
            case "HY000", "42000", "28000", "70100", "40001", "25006", "08000", "08001", "08003", "08004", "08S01" ->
                Family.MYSQL;
            default -> Family.OTHER;
        };
    }
}
