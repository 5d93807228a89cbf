package io.connwake.contracts;

import com.example.pool.Agroal;
import com.example.pool.C3p0;
import com.example.pool.CommonsDbcp2;
import com.example.pool.Druid;
import com.example.pool.H2Pool;
import com.example.pool.HikariCp;
import com.example.pool.MariaDbPool;
import com.example.pool.OracleUcp;
import com.example.pool.PoolAdapter;
import com.example.pool.TomcatJdbc;
import com.example.pool.Vibur;
import java.util.Arrays;
import java.util.stream.Stream;

/** The pools that the contract is held against, each at the lowest version people still run and at the newest. */
@SuppressWarnings({"ImmutableEnumChecker", "EnumOrdinal"}) // the array stays in here
enum PoolLibrary {
    HIKARI_CP_4(HikariCp.class, "HikariCP-4.0.3", "slf4j-api", "slf4j-nop"),
    HIKARI_CP_5(HikariCp.class, "HikariCP-5.1.0", "slf4j-api", "slf4j-nop"),
    HIKARI_CP_6(HikariCp.class, "HikariCP-6.3.3", "slf4j-api", "slf4j-nop"),
    HIKARI_CP_7(HikariCp.class, "HikariCP-7.1.0", "slf4j-api", "slf4j-nop"),
    TOMCAT_JDBC_8(TomcatJdbc.class, "tomcat-jdbc-8.5.100", "tomcat-juli-8.5.100"),
    TOMCAT_JDBC_11(TomcatJdbc.class, "tomcat-jdbc-11.0.25", "tomcat-juli-11.0.25"),
    COMMONS_DBCP_2_1(CommonsDbcp2.class, "commons-dbcp2-2.1.1", "commons-pool2-2.4.2", "commons-logging"),
    COMMONS_DBCP_2_14(CommonsDbcp2.class, "commons-dbcp2-2.14.0", "commons-pool2-2.13.0", "commons-logging"),
    C3P0_0_9(C3p0.class, "c3p0-0.9.5.5", "mchange-commons-java-0.2.19"),
    C3P0_0_14(C3p0.class, "c3p0-0.14.1", "mchange-commons-java-0.6.1"),
    DRUID_1_1(Druid.class, "druid-1.1.24"),
    DRUID_1_2(Druid.class, "druid-1.2.28"),
    VIBUR_25(Vibur.class, "vibur-dbcp-25.0", "vibur-object-pool-25.0", "slf4j-api", "slf4j-nop"),
    VIBUR_26(Vibur.class, "vibur-dbcp-26.0", "vibur-object-pool-26.0", "slf4j-api", "slf4j-nop"),
    AGROAL_1(Agroal.class, "agroal-pool-1.16", "agroal-api-1.16"),
    AGROAL_3(Agroal.class, "agroal-pool-3.2.1", "agroal-api-3.2.1"),
    ORACLE_UCP_21(OracleUcp.class, "ucp-21.1.0.0", "ojdbc8-21.1.0.0"),
    ORACLE_UCP_23(OracleUcp.class, "ucp-23.5", "ojdbc11-23.5"),
    H2_1(H2Pool.class, "h2-1.4.200"),
    H2_2(H2Pool.class, "h2-2.5.252"),
    MARIADB_2(MariaDbPool.class, "mariadb-java-client-2.7.12", "slf4j-api", "slf4j-nop"),
    MARIADB_3(MariaDbPool.class, "mariadb-java-client-3.5.1", "slf4j-api", "slf4j-nop"),
    MARIADB_4(MariaDbPool.class, "mariadb-java-client-4.0.0", "slf4j-api", "slf4j-nop");

    final String adapter;
    final String[] jars;
    /** Its pools can have a name. */
    final boolean named;
    /** Its own statements fail after their connection's close, and never reach the driver. */
    final boolean refusesOldStatements;
    /** As people call it. */
    final String label;
    /** The application closes a pool through its data source. */
    final boolean closesByDataSource;

    PoolLibrary(Class<? extends PoolAdapter> adapter, String... jars) {
        this.adapter = adapter.getName();
        this.named = adapter != Agroal.class && adapter != CommonsDbcp2.class && adapter != H2Pool.class;
        this.refusesOldStatements = adapter == CommonsDbcp2.class
                || adapter == Druid.class
                || adapter == Agroal.class
                || adapter == OracleUcp.class;
        this.closesByDataSource = adapter != OracleUcp.class;
        this.label = label(adapter.getSimpleName());
        this.jars = Stream.concat(Arrays.stream(jars), Stream.of("postgresql-42.7."))
                .toArray(String[]::new);
    }

    /**
     * Adds what it opens to a pool that was closed meanwhile, and forgets it: seen of Druid 1.1.24 without an agent, on a busy
     * machine after 31 of 200 closes, of 1.2.28 after none.
     */
    boolean losesWhatItOpensLate() {
        return this == DRUID_1_1;
    }

    PoolServer server() {
        if (adapter.equals(H2Pool.class.getName())) {
            return PoolServer.H2;
        }
        if (this == MARIADB_2) {
            return PoolServer.MARIADB_BY_MARIADB_2;
        }
        return adapter.equals(MariaDbPool.class.getName()) ? PoolServer.MARIADB : PoolServer.POSTGRESQL;
    }

    private static String label(String adapter) {
        return switch (adapter) {
            case "HikariCp" -> "HikariCP";
            case "TomcatJdbc" -> "Tomcat JDBC";
            case "CommonsDbcp2" -> "Commons DBCP 2";
            case "C3p0" -> "c3p0";
            case "OracleUcp" -> "Oracle UCP";
            case "H2Pool" -> "H2 pool";
            case "MariaDbPool" -> "MariaDB pool";
            default -> adapter;
        };
    }

    /** No later row is of the same library. */
    boolean isNewest() {
        return ordinal() == values().length - 1 || !values()[ordinal() + 1].adapter.equals(adapter);
    }
}
