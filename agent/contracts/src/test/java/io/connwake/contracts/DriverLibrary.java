package io.connwake.contracts;

import io.connwake.testing.Jdk;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * The drivers that the contract is held against, each at the lowest version people still run and at the newest. Those of
 * SQL Server and Oracle have no server here: they are woven, and refused.
 */
@SuppressWarnings({"ImmutableEnumChecker", "EnumOrdinal"}) // the lists and suppliers stay in here
enum DriverLibrary {
    PGJDBC_42_2("POSTGRESQL", "postgresql", Home::postgres, "postgresql-42.2.29"),
    PGJDBC_42_7("POSTGRESQL", "postgresql", Home::postgres, "postgresql-42.7.14"),
    CONNECTOR_J_5("MYSQL_5", "mysql", () -> Home.mariaDb("useSSL=false"), "mysql-connector-java-5.1.49"),
    CONNECTOR_J_8("MYSQL", "mysql", () -> Home.mariaDb("sslMode=DISABLED"), "mysql-connector-j-8.0.33"),
    CONNECTOR_J_26("MYSQL", "mysql", () -> Home.mariaDb("sslMode=DISABLED"), "mysql-connector-j-26.10.0"),
    MARIADB_2("MARIADB", "mariadb", Home::mariaDb, "mariadb-java-client-2.7.12"),
    MARIADB_3("MARIADB", "mariadb", Home::mariaDb, "mariadb-java-client-3.5.1"),
    MARIADB_4("MARIADB", "mariadb", Home::mariaDb, "mariadb-java-client-4.0.0"),
    H2_1("H2", "h2database", DriverLibrary::h2, "h2-1.4.200"),
    H2_2("H2", "h2database", DriverLibrary::h2, "h2-2.5.252"),
    HSQLDB_2_5("HSQLDB", "hsqldb", () -> Home.embedded("jdbc:hsqldb:mem:orders"), "hsqldb-2.5.2"),
    HSQLDB_2_7("HSQLDB", "hsqldb", () -> Home.embedded("jdbc:hsqldb:mem:orders"), "hsqldb-2.7.4"),
    DERBY_10_14("DERBY", "derby", DriverLibrary::derby, "derby-10.14.2.0"),
    DERBY_10_16("DERBY", "derby", DriverLibrary::derby, "derby-10.16.", "derbyshared-10.16.", "derbytools-10.16."),
    DERBY_10_17("DERBY", "derby", DriverLibrary::derby, "derby-10.17.", "derbyshared-10.17.", "derbytools-10.17."),
    SQLITE_3_36("SQLITE", "sqlite", DriverLibrary::sqlite, "sqlite-jdbc-3.36.0.3"),
    SQLITE_3_50("SQLITE", "sqlite", DriverLibrary::sqlite, "sqlite-jdbc-3.50.3.0"),
    SQL_SERVER_12("SQL_SERVER", "microsoft.sql_server", DriverLibrary::sqlServer, "mssql-jdbc-12.8.1"),
    ORACLE_21("ORACLE", "oracle.db", DriverLibrary::oracle, "ojdbc8-21.1"),
    ORACLE_23("ORACLE", "oracle.db", DriverLibrary::oracle, "ojdbc11-23.5");

    private static final int JAVA_OF_DERBY_10_17 = 21;

    /** Of {@code com.example.driver.Product}. */
    final String product;
    /** As the semantic conventions call it. */
    final String system;

    final Supplier<Home> home;
    final String[] jars;

    DriverLibrary(String product, String system, Supplier<Home> home, String... jars) {
        this.product = product;
        this.system = system;
        this.home = home;
        this.jars = jars;
    }

    /** Whether it is held against the contract on that JDK: every version on the build's, the newest on a newer one. */
    boolean isFor(int feature) {
        boolean runs = this != DERBY_10_17 || feature >= JAVA_OF_DERBY_10_17;
        return runs && (feature == Jdk.current().feature() || isNewest());
    }

    List<String> cases() {
        if (isWithoutServer()) {
            return List.of("refused");
        }
        List<String> cases = new ArrayList<>(List.of(
                "manager",
                "source",
                "handles",
                "superseded",
                "statements",
                "transactions",
                "errors",
                "valid",
                "aborted",
                "closed_twice",
                "use_after_close",
                "asked_late",
                "asked_late_for_prepared",
                "stopped"));
        if (!system.equals("sqlite")) {
            cases.addAll(List.of("xa", "called"));
        }
        if (!system.equals("sqlite") && !system.equals("derby")) {
            cases.addAll(List.of("refused", "wrong_password"));
        }
        if (hasServer()) {
            cases.add("unknown_database");
        }
        return cases;
    }

    boolean hasServer() {
        return switch (system) {
            case "postgresql", "mysql", "mariadb" -> true;
            default -> false;
        };
    }

    boolean isWithoutServer() {
        return this == SQL_SERVER_12 || this == ORACLE_21 || this == ORACLE_23;
    }

    /** What the driver executes of its own accord in that case: to find generated keys, or a procedure's parameters. */
    int statementsOfItsOwn(String name) {
        if (name.equals("statements")) {
            return system.equals("derby") || this == SQLITE_3_36 ? 2 : 0;
        }
        return name.equals("called") && this == CONNECTOR_J_5 ? 1 : 0;
    }

    private boolean isNewest() {
        return ordinal() == values().length - 1 || !values()[ordinal() + 1].system.equals(system);
    }

    private static Home h2() {
        return Home.embedded("jdbc:h2:mem:orders;DB_CLOSE_DELAY=-1");
    }

    private static Home derby() {
        return Home.embedded("jdbc:derby:memory:orders;create=true");
    }

    private static Home sqlite() {
        return Home.file("jdbc:sqlite:", DriverRun.freshDirectory().resolve("orders.db"));
    }

    private static Home sqlServer() {
        return Home.nowhere("jdbc:sqlserver://127.0.0.1:1;databaseName=orders;encrypt=false");
    }

    private static Home oracle() {
        return Home.nowhere("jdbc:oracle:thin:@//127.0.0.1:1/orders");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
