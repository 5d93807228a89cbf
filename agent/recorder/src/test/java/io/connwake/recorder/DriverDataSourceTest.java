package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.recorder.event.Peer;
import java.util.Properties;
import java.util.Random;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGConnectionPoolDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The classes at the end have the fields of the drivers' own. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DriverDataSourceTest {
    private final Fields fields = new Fields(closed -> {});

    @Nested
    class pgjdbc {
        @Test
        void is_read_in_its_own_class() {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setServerNames(new String[] {"a", "b"});
            source.setPortNumbers(new int[] {5433, 5434});
            source.setDatabaseName("orders");

            assertThat(DriverDataSource.peer(source, fields))
                    .isEqualTo(new Peer("postgresql", "a", 5433, "orders", true));
        }

        @Test
        void is_read_in_a_class_of_the_application_above_it() {
            PGConnectionPoolDataSource source = new PGConnectionPoolDataSource() {
                private static final long serialVersionUID = 1L;
            };
            source.setUrl("jdbc:postgresql://[::1]:5433/orders?user=scott&password=tiger");

            assertThat(DriverDataSource.peer(source, fields)).isEqualTo(new Peer("postgresql", "::1", 5433, "orders"));
        }

        @Test
        void is_on_this_machine_where_nothing_is_set() {
            assertThat(DriverDataSource.peer(new PGSimpleDataSource(), fields))
                    .isEqualTo(new Peer("postgresql", "localhost", 5432, null));
        }
    }

    @Nested
    class h2 {
        @Test
        void is_read_in_its_own_class() {
            JdbcDataSource source = new JdbcDataSource();
            source.setURL("jdbc:h2:tcp://db/~/orders;PASSWORD=tiger");

            assertThat(DriverDataSource.peer(source, fields)).isEqualTo(new Peer("h2database", "db", 9092, "orders"));
        }
    }

    @Nested
    class mysql {
        private final MySql source = new MySql();

        @ParameterizedTest
        @ValueSource(strings = {"com.mysql.cj.jdbc.MysqlDataSource", "com.mysql.jdbc.jdbc2.optional.MysqlDataSource"})
        void is_read_by_its_properties(String type) {
            source.hostName = "db";
            source.port = 3307;
            source.databaseName = "orders";

            assertThat(read(type, source)).isEqualTo(new Peer("mysql", "db", 3307, "orders"));
        }

        @Test
        void is_read_by_its_url_alone_where_it_has_one() {
            source.url = "jdbc:mysql://scott:ti/ger@db/orders";
            source.hostName = "other";

            assertThat(read(MYSQL, source)).isEqualTo(new Peer("mysql", null, 0, null));
        }

        @Test
        void is_on_this_machine_where_nothing_is_set() {
            assertThat(read(MYSQL, source)).isEqualTo(new Peer("mysql", "localhost", 3306, null));
        }
    }

    @Nested
    class mariadb {
        @ParameterizedTest
        @ValueSource(strings = {"org.mariadb.jdbc.MariaDbDataSource", "org.mariadb.jdbc.MariaDbPoolDataSource"})
        void of_release_4_is_read_by_the_configuration_that_its_first_connection_made(String type) {
            MariaDb4 source = new MariaDb4();
            source.conf = new MariaDbConfiguration();
            source.conf.initialUrl = "jdbc:mariadb:sequential://a:3307,b/orders?user=scott&password=***";

            assertThat(read(type, source)).isEqualTo(new Peer("mariadb", "a", 3307, "orders", true));
        }

        @Test
        void of_release_3_is_read_by_its_url() {
            MariaDb2 source = new MariaDb2();
            source.url = "jdbc:mariadb://db:3307/orders?password=tiger";

            assertThat(read(MARIADB, source)).isEqualTo(new Peer("mariadb", "db", 3307, "orders"));
        }

        @Test
        void of_release_2_is_read_by_its_properties() {
            MariaDb2 source = new MariaDb2();
            source.hostname = "db";
            source.port = 3307;
            source.database = "orders";

            assertThat(read(MARIADB, source)).isEqualTo(new Peer("mariadb", "db", 3307, "orders"));
        }
    }

    @Nested
    class sql_server {
        private final SqlServer source = new SqlServer();

        @Test
        void is_read_by_its_properties() {
            source.connectionProps.put("serverName", "db\\express");
            source.connectionProps.put("portNumber", "1444");
            source.connectionProps.put("databaseName", "orders");

            assertThat(read(SQL_SERVER, source)).isEqualTo(new Peer(SqlServerUrl.SYSTEM, "db", 1444, "express|orders"));
        }

        @Test
        void is_read_by_its_properties_before_its_url() {
            source.dataSourceURL = "jdbc:sqlserver://db:1444;databaseName=postings;password=tiger";
            source.connectionProps.put("databaseName", "orders");

            assertThat(read(SQL_SERVER, source)).isEqualTo(new Peer(SqlServerUrl.SYSTEM, "db", 1444, "orders"));
        }

        @Test
        void is_asked_nothing_where_its_properties_have_methods_of_their_own() {
            source.connectionProps = new Properties() {
                private static final long serialVersionUID = 1L;

                @Override
                public synchronized Object get(Object key) {
                    throw new AssertionError("called");
                }
            };

            assertThat(read(SQL_SERVER, source)).isEqualTo(JdbcUrl.unknown(SqlServerUrl.SYSTEM));
        }
    }

    @Nested
    class oracle {
        private final Oracle source = new Oracle();

        @ParameterizedTest
        @CsvSource({"orders, other, orders", ", orders, orders"})
        void is_read_by_its_properties(String service, String sid, String told) {
            source.serverName = "db";
            source.portNumber = 1522;
            source.serviceName = service;
            source.databaseName = sid;

            assertThat(read(ORACLE, source)).isEqualTo(new Peer("oracle.db", "db", 1522, told));
        }

        @Test
        void is_read_by_its_url() {
            source.url = "jdbc:oracle:thin:scott/tiger@db:1522:orders";

            assertThat(read("oracle.jdbc.datasource.impl.OracleDataSource", source))
                    .isEqualTo(new Peer("oracle.db", "db", 1522, "orders"));
        }
    }

    @Nested
    class derby {
        @ParameterizedTest
        @ValueSource(strings = {"orders", "memory:orders", "/data/orders;user=scott;password=tiger"})
        void that_is_embedded_is_read_by_its_name(String name) {
            assertThat(read("org.apache.derby.jdbc.BasicEmbeddedDataSource40", new Common(null, 0, name)))
                    .isEqualTo(new Peer("derby", null, 0, "orders"));
        }

        @Test
        void that_is_a_server_is_read_by_its_properties() {
            assertThat(read(DERBY, new Common("db", 1528, "memory:orders;create=true")))
                    .isEqualTo(new Peer("derby", "db", 1528, "orders"));
        }
    }

    @Nested
    class with_nothing_but_a_url {
        @ParameterizedTest
        @CsvSource({
            "org.hsqldb.jdbc.JDBCCommonDataSource, jdbc:hsqldb:hsql://db/orders, hsqldb, db, 9001, orders",
            "org.hsqldb.jdbc.JDBCCommonDataSource, mem:orders;password=tiger, hsqldb, , 0, orders",
            "org.sqlite.SQLiteDataSource, jdbc:sqlite:/data/orders, sqlite, , 0, orders",
            "com.acme.Unknown, jdbc:postgresql://db:5433/orders?password=tiger, postgresql, db, 5433, orders"
        })
        void is_read_by_that(String type, String url, String system, String host, int port, String database) {
            Url source = new Url();
            source.url = url;

            assertThat(read(type, source)).isEqualTo(new Peer(system, host, port, database));
        }
    }

    @Nested
    class of_an_unknown_class {
        @Test
        void is_read_by_the_names_that_the_specification_gives() {
            assertThat(DriverDataSource.peer(new Common("db", 4711, "orders"), fields))
                    .isEqualTo(new Peer("other_sql", "db", 4711, "orders"));
        }

        @Test
        void tells_nothing_where_it_has_none_of_these() {
            assertThat(DriverDataSource.peer(new Object(), fields)).isEqualTo(JdbcUrl.unknown("other_sql"));
        }

        @Test
        void is_asked_nothing_where_values_have_methods_of_their_own() {
            Odd source = new Odd();

            assertThat(DriverDataSource.peer(source, fields)).isEqualTo(JdbcUrl.unknown("other_sql"));
        }
    }

    @Nested
    class never_tells_a_planted_secret {
        private final Random random = new Random(20_260_713);

        @Test
        void of_its_user_its_password_its_attributes_or_its_url() {
            for (int i = 0; i < 20_000; i++) {
                String secret = random.nextBoolean() ? Secrets.withDelimiters(random) : Secrets.next(random);
                for (Peer peer : planted(secret)) {
                    assertThat(peer.address()).as(secret).isIn(null, "db", "localhost");
                    assertThat(peer.namespace()).as(secret).isIn(null, "orders");
                    assertThat(peer.port()).as(secret).isIn(0, 4711, 3306, 5432, 1433, 1521, 1527);
                }
            }
        }

        private Peer[] planted(String secret) {
            MySql mysql = new MySql();
            mysql.hostName = random.nextBoolean() ? "db" : "scott:" + secret + "@db";
            mysql.databaseName = "orders?password=" + secret;
            mysql.password = secret;
            MariaDb2 mariadb = new MariaDb2();
            mariadb.url = "jdbc:mariadb://db:4711/orders?password=" + secret;
            mariadb.password = secret;
            SqlServer sqlServer = new SqlServer();
            sqlServer.connectionProps.put("password", secret);
            sqlServer.connectionProps.put("serverName", "db;password=" + secret);
            sqlServer.dataSourceURL = "jdbc:sqlserver://db:4711;databaseName=orders;password={" + secret + "}";
            Oracle oracle = new Oracle();
            oracle.password = secret;
            oracle.url = "jdbc:oracle:thin:scott/" + secret + "@db:4711/orders";
            Common derby = new Common("db", 4711, "orders;password=" + secret);
            derby.password = secret;
            Url url = new Url();
            url.url = random.nextBoolean() ? secret : "mem:orders;password=" + secret;
            return new Peer[] {
                read(MYSQL, mysql),
                read(MARIADB, mariadb),
                read(SQL_SERVER, sqlServer),
                read(ORACLE, oracle),
                read(DERBY, derby),
                read("org.apache.derby.jdbc.BasicEmbeddedDataSource40", derby),
                read("com.acme.Unknown", derby),
                read("com.acme.Unknown", url),
                read("org.h2.jdbcx.JdbcDataSource", url)
            };
        }
    }

    private static final String MYSQL = "com.mysql.cj.jdbc.MysqlDataSource";
    private static final String MARIADB = "org.mariadb.jdbc.MariaDbDataSource";
    private static final String SQL_SERVER = "com.microsoft.sqlserver.jdbc.SQLServerDataSource";
    private static final String ORACLE = "oracle.jdbc.pool.OracleDataSource";
    private static final String DERBY = "org.apache.derby.jdbc.BasicClientDataSource40";

    private Peer read(String type, Object source) {
        return DriverDataSource.row(type).read(source, fields);
    }

    static class MySql {
        @Nullable
        String hostName;

        int port = 3306;

        @Nullable
        String databaseName;

        @Nullable
        String url;

        @Nullable
        String password;
    }

    static class MariaDb4 {
        @Nullable
        MariaDbConfiguration conf;
    }

    static class MariaDbConfiguration {
        @Nullable
        String initialUrl;
    }

    static class MariaDb2 {
        @Nullable
        String hostname;

        @Nullable
        Integer port;

        @Nullable
        String database;

        @Nullable
        String url;

        @Nullable
        String password;
    }

    static class SqlServer {
        Properties connectionProps = new Properties();

        @Nullable
        String dataSourceURL;
    }

    static class Oracle {
        @Nullable
        String serverName;

        int portNumber;

        @Nullable
        String serviceName;

        @Nullable
        String databaseName;

        @Nullable
        String url;

        @Nullable
        String password;
    }

    static class Common {
        final @Nullable String serverName;
        final int portNumber;
        final String databaseName;

        @Nullable
        String password;

        Common(@Nullable String serverName, int portNumber, String databaseName) {
            this.serverName = serverName;
            this.portNumber = portNumber;
            this.databaseName = databaseName;
        }
    }

    static class Url {
        @Nullable
        String url;
    }

    static class Odd {
        final Object url = new Object() {
            @Override
            public String toString() {
                throw new AssertionError("called");
            }
        };
        final Number portNumber = new Number() {
            private static final long serialVersionUID = 1L;

            @Override
            public int intValue() {
                throw new AssertionError("called");
            }

            @Override
            public long longValue() {
                throw new AssertionError("called");
            }

            @Override
            public float floatValue() {
                throw new AssertionError("called");
            }

            @Override
            public double doubleValue() {
                throw new AssertionError("called");
            }
        };
    }
}
