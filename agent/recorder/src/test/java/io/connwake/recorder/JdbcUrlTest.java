package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.recorder.event.Peer;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class JdbcUrlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // PostgreSQL
                "jdbc:postgresql://db.acme.com:5433/orders        | postgresql | db.acme.com | 5433 | orders",
                "jdbc:postgresql://db/orders?user=scott           | postgresql | db          | 5432 | orders",
                "jdbc:postgresql://db                             | postgresql | db          | 5432 | -",
                "jdbc:postgresql:///orders                        | postgresql | localhost   | 5432 | orders",
                "jdbc:postgresql:orders?password=tiger            | postgresql | localhost   | 5432 | orders",
                "jdbc:postgresql://a:5433,b:5434/orders           | postgresql | a           | 5433 | orders",
                "jdbc:postgresql://[::1]:5433/orders              | postgresql | ::1         | 5433 | orders",
                "jdbc:postgresql://[2001:db8::7]/orders           | postgresql | 2001:db8::7 | 5432 | orders",
                "jdbc:postgresql://db/orders?user=a@b.com         | postgresql | db          | 5432 | orders",
                "jdbc:postgresql://db/?user=scott                 | postgresql | db          | 5432 | -",
                // MySQL and MariaDB
                "jdbc:mysql://scott:tiger@db:3307/orders          | mysql      | db          | 3307 | orders",
                "jdbc:mysql://scott@db/orders?useSSL=false        | mysql      | db          | 3306 | orders",
                "jdbc:mysql://scott:ti@ger@db:3307/orders         | mysql      | db          | 3307 | orders",
                "jdbc:mysql:loadbalance://a:3307,b/orders         | mysql      | a           | 3307 | orders",
                "jdbc:mysql:replication://a,b/orders              | mysql      | a           | 3306 | orders",
                "jdbc:mysql://(host=db,port=3307)/orders          | mysql      | -           | 0    | orders",
                "jdbc:mysql://address=(host=db)(password=x)/o     | mysql      | -           | 0    | o",
                "jdbc:mariadb://db/orders?password=tiger          | mariadb    | db          | 3306 | orders",
                "jdbc:mariadb:sequential://a:3307,b/orders        | mariadb    | a           | 3307 | orders",
                "jdbc:aws-wrapper:postgresql://db:5433/orders     | postgresql | db          | 5433 | orders",
                // SQL Server
                "jdbc:sqlserver://db:1444;databaseName=orders;password=tiger | microsoft.sql_server | db | 1444 | orders",
                "jdbc:sqlserver://db\\express;database=orders     | microsoft.sql_server | db | 1433 | orders",
                "jdbc:sqlserver://db;user=scott;DATABASENAME=orders | microsoft.sql_server | db | 1433 | orders",
                "jdbc:sqlserver://;serverName=db;databaseName=orders | microsoft.sql_server | db | 1433 | orders",
                "jdbc:sqlserver://db;password={x;databaseName=tiger} | microsoft.sql_server | db | 1433 | -",
                "jdbc:sqlserver://db;password={x}};databaseName=tiger};databaseName=orders | microsoft.sql_server | db | 1433 | orders",
                // Oracle
                "jdbc:oracle:thin:@//db:1522/orders               | oracle.db  | db          | 1522 | orders",
                "jdbc:oracle:thin:@db:1522:orders                 | oracle.db  | db          | 1522 | orders",
                "jdbc:oracle:thin:scott/tiger@//db:1522/orders    | oracle.db  | db          | 1522 | orders",
                "jdbc:oracle:thin:scott/ti@ger@db:1522/orders     | oracle.db  | db          | 1522 | orders",
                "jdbc:oracle:thin:@tcps://db:2484/orders?wallet_location=/x | oracle.db | db | 2484 | orders",
                "jdbc:oracle:thin:@//db/orders?user=a@b           | oracle.db  | db          | 1521 | orders",
                "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=db)(PORT=1522))(CONNECT_DATA=(SERVICE_NAME=orders))) | oracle.db | db | 1522 | orders",
                "jdbc:oracle:thin:scott/tiger                     | oracle.db  | -           | 0    | -",
                // embedded
                "jdbc:h2:mem:orders;USER=scott;PASSWORD=tiger     | h2database | -           | 0    | orders",
                "jdbc:h2:mem:                                     | h2database | -           | 0    | -",
                "jdbc:h2:file:/data/orders;CIPHER=AES             | h2database | -           | 0    | orders",
                "jdbc:h2:~/orders                                 | h2database | -           | 0    | orders",
                "jdbc:h2:C:\\data\\orders                         | h2database | -           | 0    | orders",
                "jdbc:h2:tcp://db/~/orders;PASSWORD=tiger         | h2database | db          | 9092 | orders",
                "jdbc:h2:ssl://db:9093/mem:orders                 | h2database | db          | 9093 | orders",
                "jdbc:hsqldb:mem:orders                           | hsqldb     | -           | 0    | orders",
                "jdbc:hsqldb:hsql://db:9002/orders                | hsqldb     | db          | 9002 | orders",
                "jdbc:derby://db:1528/orders;create=true          | derby      | db          | 1528 | orders",
                "jdbc:derby:memory:orders;password=tiger          | derby      | -           | 0    | orders",
                "jdbc:sqlite:/data/orders.db                      | sqlite     | -           | 0    | orders.db",
                // others
                "jdbc:clickhouse://db:8123/orders                 | other_sql  | db          | 8123 | orders",
                "jdbc:snowflake://acme.snowflakecomputing.com/?db=o | other_sql | acme.snowflakecomputing.com | 0 | -",
                "jdbc:odd:thing                                   | other_sql  | -           | 0    | -",
                "jdbc:postgresql                                  | other_sql  | -           | 0    | -",
                "https://db/orders                                | other_sql  | -           | 0    | -",
                // what can't be one is nothing
                "jdbc:postgresql://db:99999/orders                | postgresql | -           | 0    | orders",
                "jdbc:postgresql://d b/orders                     | postgresql | -           | 0    | orders",
                "jdbc:postgresql://db/or<ders>                    | postgresql | db          | 5432 | -"
            })
    void gives_system_host_port_and_database(String url, String system, String host, int port, String database) {
        assertThat(JdbcUrl.parse(url)).isEqualTo(new Peer(system, host, port, database));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "jdbc:", "jdbc::", "postgresql://db/orders"})
    void of_nothing_gives_nothing(String url) {
        assertThat(JdbcUrl.parse(url)).isEqualTo(new Peer("other_sql", null, 0, null));
    }

    @Nested
    class never_gives_a_planted_secret {
        private static final int TRIES = 3_000;

        private final Random random = new Random(20_260_713);

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "jdbc:postgresql://db:5432/orders?user=%s&password=%s",
                    "jdbc:postgresql:orders?password=%s",
                    "jdbc:postgresql://%s:%s@db:5432/orders",
                    "jdbc:mysql://%s:%s@db/orders",
                    "jdbc:mysql://%s:%s@a:3306,%s:%s@b:3306/orders",
                    "jdbc:mysql://address=(host=db)(port=3306)(user=%s)(password=%s)/orders",
                    "jdbc:mysql://(host=db,port=3306,user=%s,password=%s)/orders",
                    "jdbc:mysql:loadbalance://%s:%s@a,b/orders",
                    "jdbc:mariadb://db/orders?user=%s&password=%s",
                    "jdbc:sqlserver://db;user=%s;password=%s;databaseName=orders",
                    "jdbc:sqlserver://db;password={%s;databaseName=%s};encrypt=true",
                    "jdbc:oracle:thin:%s/%s@db:1521:orders",
                    "jdbc:oracle:thin:%s/%s@//db/orders",
                    "jdbc:oracle:oci:%s/%s@(DESCRIPTION=(ADDRESS=(HOST=db)(PORT=1521)))",
                    "jdbc:oracle:thin:@//db/orders?password=%s",
                    "jdbc:h2:mem:orders;USER=%s;PASSWORD=%s",
                    "jdbc:h2:tcp://db/~/orders;PASSWORD=%s %s",
                    "jdbc:derby://db/orders;user=%s;password=%s",
                    "jdbc:other://%s:%s@db/orders#%s",
                    "jdbc:other:%s:%s@db/orders"
                })
        void of_a_user_or_a_parameter(String template) {
            for (int i = 0; i < TRIES; i++) {
                String secret = Secrets.next(random);
                String url = template.replace("%s", secret);
                assertThat(JdbcUrl.parse(url).toString()).as(url).doesNotContain(secret);
            }
        }

        /** With the very marks that delimit the parts of a URL, which ought to be escaped and often are not. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "jdbc:postgresql://scott:%s@db:5432/orders",
                    "jdbc:mysql://scott:%s@db/orders",
                    "jdbc:mysql://%s:tiger@db/orders",
                    "jdbc:oracle:thin:scott/%s@db:1521:orders",
                    "jdbc:oracle:thin:scott/%s@//db:1521/orders",
                    "jdbc:postgresql://db:5432/orders?password=%s",
                    "jdbc:oracle:thin:@//db/orders?password=%s",
                    "jdbc:sqlserver://db;password={%s};databaseName=orders"
                })
        void that_holds_a_delimiter(String template) {
            for (int i = 0; i < TRIES; i++) {
                String first = "Zq" + random.nextInt(1_000);
                String second = random.nextInt(1_000) + "Zq";
                String secret = first + "/?;#:@&,".charAt(random.nextInt(8)) + second;
                String url = template.replace("%s", secret);
                assertThat(JdbcUrl.parse(url).toString())
                        .as(url)
                        .doesNotContain(first)
                        .doesNotContain(second)
                        .doesNotContain("scott");
            }
        }

        @Test
        void of_nonsense() {
            String marks = "/?;#:@&,=(){}[]\\ ";
            for (int i = 0; i < 20_000; i++) {
                StringBuilder url = new StringBuilder("jdbc:");
                url.append(new String[] {"postgresql:", "mysql:", "sqlserver:", "oracle:", "h2:", "x:"}
                        [random.nextInt(6)]);
                for (int parts = random.nextInt(12); parts > 0; parts--) {
                    url.append(marks.charAt(random.nextInt(marks.length()))).append(random.nextInt(100));
                }
                assertThat(JdbcUrl.parse(url.toString())).isNotNull();
            }
        }
    }
}
