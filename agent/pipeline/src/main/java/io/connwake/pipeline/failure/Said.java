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
        DB2,
        /** Any other, or nobody knows. */
        OTHER
    }

    static Said of(ErrorFacts error) {
        String state = error.sqlState() == null ? "" : error.sqlState();
        String text = error.message() == null ? "" : error.message().toLowerCase(Locale.ROOT);
        return new Said(error.type(), state, error.vendorCode(), text, family(error, state, text));
    }

    boolean says(String words) {
        return text.contains(words);
    }

    /** It is a database's or a pool's: nothing else has an SQLState, and the types without one are known. */
    boolean isSql() {
        return !state.isEmpty()
                || type.startsWith("java.sql.")
                || family != Family.OTHER
                || isPostgres()
                || type.startsWith("org.sqlite.");
    }

    /** Of PostgreSQL's server, or of its driver. */
    boolean isPostgres() {
        return type.startsWith("org.postgresql.");
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

    private static Family family(ErrorFacts error, String state, String text) {
        String type = error.type();
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
        if (type.startsWith("com.ibm.db2.")) {
            return Family.DB2;
        }
        return type.startsWith("java.sql.") ? familyByState(error, state, text) : Family.OTHER;
    }

    /**
     * Oracle's, MySQL's and MariaDB's drivers throw the JDK's own types, each with states that the others lack; so does jTDS,
     * whose deadlock has the number of MySQL's lock timeout.
     */
    private static Family familyByState(ErrorFacts error, String state, String text) {
        if (error.type().equals("java.sql.SQLRecoverableException") || text.startsWith("ora-")) {
            return Family.ORACLE;
        }
        return switch (state) {
            case "60000", "61000", "62000", "63000", "64000", "65000", "66000", "69000", "72000", "99999" ->
                Family.ORACLE;
            case "40001" -> error.vendorCode() == 1205 ? Family.SQL_SERVER : Family.MYSQL;
            case "HY000", "42000", "28000", "70100", "25006", "08000", "08001", "08003", "08004", "08S01" ->
                Family.MYSQL;
            default -> Family.OTHER;
        };
    }
}
