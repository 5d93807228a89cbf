package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.recorder.event.Peer;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class JdbcUrlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '^',
            nullValues = "-",
            value = {
                // PostgreSQL
                "jdbc:postgresql://db.acme.com:5433/orders ^ postgresql ^ db.acme.com ^ 5433 ^ orders",
                "jdbc:postgresql://db/orders?user=scott ^ postgresql ^ db ^ 5432 ^ orders",
                "jdbc:postgresql://db ^ postgresql ^ db ^ 5432 ^ -",
                "jdbc:postgresql://db:0/orders ^ postgresql ^ db ^ 5432 ^ orders",
                "jdbc:postgresql:///orders ^ postgresql ^ localhost ^ 5432 ^ orders",
                "jdbc:postgresql://:5433/orders ^ postgresql ^ localhost ^ 5433 ^ orders",
                "jdbc:postgresql:// ^ postgresql ^ localhost ^ 5432 ^ -",
                "jdbc:postgresql: ^ postgresql ^ localhost ^ 5432 ^ -",
                "jdbc:postgresql:orders ^ postgresql ^ localhost ^ 5432 ^ orders",
                "jdbc:postgresql:orders?password=tiger ^ postgresql ^ localhost ^ 5432 ^ orders",
                "jdbc:postgresql:scott:tiger@db/orders ^ postgresql ^ - ^ 0 ^ -",
                "jdbc:postgresql://a:5433,b:5434/orders ^ postgresql ^ a,… ^ 5433 ^ orders",
                "jdbc:postgresql://[::1]:5433/orders ^ postgresql ^ ::1 ^ 5433 ^ orders",
                "jdbc:postgresql://[2001:db8::7]/orders ^ postgresql ^ 2001:db8::7 ^ 5432 ^ orders",
                "jdbc:postgresql://[::1]:5433,[::2]:5434/orders ^ postgresql ^ ::1,… ^ 5433 ^ orders",
                "jdbc:postgresql://db/orders?user=a@b.com ^ postgresql ^ db ^ 5432 ^ orders",
                "jdbc:postgresql://db/orders?user=a&password=ti@ger/x ^ postgresql ^ db ^ 5432 ^ orders",
                "jdbc:postgresql://db/orders?options=a@b ^ postgresql ^ - ^ 0 ^ -",
                "jdbc:postgresql://db/?user=scott ^ postgresql ^ db ^ 5432 ^ -",
                "jdbc:postgresql:///?service=orders ^ postgresql ^ - ^ 0 ^ -",
                "jdbc:postgresql://a/orders?PGHOST=b ^ postgresql ^ - ^ 0 ^ -",
                // MySQL
                "jdbc:mysql://db:3307/orders ^ mysql ^ db ^ 3307 ^ orders",
                "jdbc:mysql://db ^ mysql ^ db ^ 3306 ^ -",
                "jdbc:mysql:///orders ^ mysql ^ localhost ^ 3306 ^ orders",
                "jdbc:mysql://scott:tiger@db:3307/orders ^ mysql ^ db ^ 3307 ^ orders",
                "jdbc:mysql://scott@db/orders?useSSL=false ^ mysql ^ db ^ 3306 ^ orders",
                "jdbc:mysql://scott:ti@ger@db:3307/orders ^ mysql ^ db ^ 3307 ^ orders",
                "jdbc:mysql://scott:ti,ger@db:3307/orders ^ mysql ^ db ^ 3307 ^ orders",
                "jdbc:mysql://scott:ti/ger@db:3307/orders ^ mysql ^ - ^ 0 ^ -",
                "jdbc:mysql://scott:ti?ger@db:3307/orders ^ mysql ^ - ^ 0 ^ -",
                "jdbc:mysql://db/orders?user=scott@db ^ mysql ^ db ^ 3306 ^ orders",
                "jdbc:mysql://scott:tiger@a:3307,b/orders ^ mysql ^ a,… ^ 3307 ^ orders",
                "jdbc:mysql://scott:tiger@a:3307,scott:tiger@b/orders ^ mysql ^ a,… ^ 3307 ^ orders",
                "jdbc:mysql://scott:tiger@a:3307,adams:wood@b/orders ^ mysql ^ - ^ 0 ^ -",
                "jdbc:mysql://scott:ti@ger,wood@db/orders ^ mysql ^ - ^ 0 ^ -",
                "jdbc:mysql:loadbalance://a:3307,b/orders ^ mysql ^ a,… ^ 3307 ^ orders",
                "jdbc:mysql:replication://a,b/orders ^ mysql ^ a,… ^ 3306 ^ orders",
                "jdbc:mysql+srv://db.acme.com/orders ^ mysql ^ db.acme.com ^ 0 ^ orders",
                "jdbc:mysql+srv:loadbalance://scott:tiger@db.acme.com/orders ^ mysql ^ db.acme.com ^ 0 ^ orders",
                "jdbc:mysql://[::1]:3307/orders ^ mysql ^ ::1 ^ 3307 ^ orders",
                "jdbc:mysql://scott:tiger@[::1]:3307/orders ^ mysql ^ ::1 ^ 3307 ^ orders",
                "jdbc:mysql://[a:3307,b:3308]/orders ^ mysql ^ a,… ^ 3307 ^ orders",
                "jdbc:mysql://[[::1]:3307,b]/orders ^ mysql ^ ::1,… ^ 3307 ^ orders",
                "jdbc:mysql://scott:tiger@[a:3307,b:3308]/orders ^ mysql ^ a,… ^ 3307 ^ orders",
                "jdbc:mysql://(host=db,port=3307)/orders ^ mysql ^ db ^ 3307 ^ orders",
                "jdbc:mysql://(port=3307,user=scott,password=ti@g/e?r,host=db)/orders ^ mysql ^ db ^ 3307 ^ orders",
                "jdbc:mysql://(host=[::1],port=3307)/orders ^ mysql ^ ::1 ^ 3307 ^ orders",
                "jdbc:mysql://scott:tiger@(host=db)/orders ^ mysql ^ db ^ 3306 ^ orders",
                "jdbc:mysql://[(host=a,port=3307),(host=b)]/orders ^ mysql ^ a,… ^ 3307 ^ orders",
                "jdbc:mysql://address=(host=db)(port=3307)(user=scott)(password=ti@ger)/orders ^ mysql ^ db ^ 3307 ^ orders",
                "jdbc:mysql:replication://address=(type=source)(host=a),address=(host=b)/orders ^ mysql ^ a,… ^ 3306 ^ orders",
                "jdbc:mysql://[address=(host=a)(port=3307),address=(host=b)]/orders?x=y ^ mysql ^ a,… ^ 3307 ^ orders",
                "jdbc:mysql://address=(protocol=pipe)(path=x)/orders ^ mysql ^ - ^ 0 ^ orders",
                "jdbc:mysql://(host=db,password=ti,ger)/orders ^ mysql ^ - ^ 0 ^ -",
                "jdbc:mysql://(host=db,password=ti)/ger?x)/orders ^ mysql ^ - ^ 0 ^ -",
                "jdbc:mysql://(host=db,host=tiger)/orders ^ mysql ^ - ^ 0 ^ -",
                // MariaDB
                "jdbc:mariadb://db/orders?password=tiger ^ mariadb ^ db ^ 3306 ^ orders",
                "jdbc:mariadb:sequential://a:3307,b/orders ^ mariadb ^ a,… ^ 3307 ^ orders",
                "jdbc:mariadb:loadbalance://a:3307,b/orders ^ mariadb ^ a,… ^ 3307 ^ orders",
                "jdbc:mariadb:load-balance-read://a,b/orders ^ mariadb ^ a,… ^ 3306 ^ orders",
                "jdbc:mariadb:replication://address=(host=a)(port=3307)(type=primary),address=(host=b)/orders ^ mariadb ^ a,… ^ 3307 ^ orders",
                "jdbc:mariadb://[::1]:3307/orders ^ mariadb ^ ::1 ^ 3307 ^ orders",
                // SQL Server
                "jdbc:sqlserver://db:1444;databaseName=orders;password=tiger ^ microsoft.sql_server ^ db ^ 1444 ^ orders",
                "jdbc:sqlserver:// db : 1444 ; databaseName = orders ; ^ microsoft.sql_server ^ db ^ 1444 ^ orders",
                "jdbc:sqlserver://db ^ microsoft.sql_server ^ db ^ 1433 ^ -",
                "jdbc:sqlserver://db\\express;database=orders ^ microsoft.sql_server ^ db ^ 0 ^ express|orders",
                "jdbc:sqlserver://db\\express:1444;database=orders ^ microsoft.sql_server ^ db ^ 1444 ^ express|orders",
                "jdbc:sqlserver://db;instanceName=express;database=orders ^ microsoft.sql_server ^ db ^ 0 ^ express|orders",
                "jdbc:sqlserver://[::1]:1444;database=orders ^ microsoft.sql_server ^ ::1 ^ 1444 ^ orders",
                "jdbc:sqlserver://db;user=scott@acme;DATABASENAME=orders ^ microsoft.sql_server ^ db ^ 1433 ^ orders",
                "jdbc:sqlserver://;serverName=db;portNumber=1444;databaseName={my orders} ^ microsoft.sql_server ^ db ^ 1444 ^ my orders",
                "jdbc:sqlserver://;server=db\\express;port=1444;databaseName=orders ^ microsoft.sql_server ^ db ^ 1444 ^ express|orders",
                "jdbc:sqlserver://a;serverName=b;databaseName=orders ^ microsoft.sql_server ^ b ^ 1433 ^ orders",
                "jdbc:sqlserver://db;password={x;databaseName=tiger} ^ microsoft.sql_server ^ db ^ 1433 ^ -",
                "jdbc:sqlserver://db;password={x}};databaseName=tiger};databaseName=orders ^ microsoft.sql_server ^ db ^ 1433 ^ orders",
                "jdbc:sqlserver://db;password=ti;ger;databaseName=orders ^ microsoft.sql_server ^ db ^ 1433 ^ -",
                "jdbc:sqlserver://db;password=ti{ger;databaseName=orders ^ microsoft.sql_server ^ db ^ 1433 ^ -",
                "jdbc:sqlserver://db;databaseName=orders;database=tiger ^ microsoft.sql_server ^ db ^ 1433 ^ -",
                "jdbc:jtds:sqlserver://db:1444/orders;user=scott;password=tiger ^ microsoft.sql_server ^ db ^ 1444 ^ orders",
                "jdbc:jtds:sqlserver://db/orders ^ microsoft.sql_server ^ db ^ 1433 ^ orders",
                "jdbc:jtds:sybase://db:7100/orders ^ other_sql ^ db ^ 7100 ^ orders",
                // Oracle
                "jdbc:oracle:thin:@//db:1522/orders ^ oracle.db ^ db ^ 1522 ^ orders",
                "jdbc:oracle:thin:@//db ^ oracle.db ^ db ^ 1521 ^ -",
                "jdbc:oracle:thin:@db:1522:orders ^ oracle.db ^ db ^ 1522 ^ orders",
                "jdbc:oracle:thin:@db:1522/orders.acme.com ^ oracle.db ^ db ^ 1522 ^ orders.acme.com",
                "jdbc:oracle:thin:@db:1522/orders:dedicated/first ^ oracle.db ^ db ^ 1522 ^ orders",
                "jdbc:oracle:thin:@[::1]:1522/orders ^ oracle.db ^ ::1 ^ 1522 ^ orders",
                "jdbc:oracle:thin:@[::1]:1522:orders ^ oracle.db ^ ::1 ^ 1522 ^ orders",
                "jdbc:oracle:thin:@a,b:1522/orders ^ oracle.db ^ a ^ 1522 ^ orders",
                "jdbc:oracle:thin:@tcp://a:1522,b:1523/orders ^ oracle.db ^ a ^ 1522 ^ orders",
                "jdbc:oracle:thin:scott/tiger@//db:1522/orders ^ oracle.db ^ db ^ 1522 ^ orders",
                "jdbc:oracle:thin:scott/ti@ger@db:1522/orders ^ oracle.db ^ db ^ 1522 ^ orders",
                "jdbc:oracle:thin:scott/ti@g/er@//db:1522/orders ^ oracle.db ^ db ^ 1522 ^ orders",
                "jdbc:oracle:oci:scott/tiger@db:1522:orders ^ oracle.db ^ db ^ 1522 ^ orders",
                "jdbc:oracle:thin:@tcps://db:2484/orders?wallet_location=/x ^ oracle.db ^ db ^ 2484 ^ orders",
                "jdbc:oracle:thin:@//db/orders?user=a@b ^ oracle.db ^ db ^ 1521 ^ orders",
                "jdbc:oracle:thin:scott/tiger@//db/orders?x=a@b/c ^ oracle.db ^ - ^ 0 ^ -",
                "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=db)(PORT=1522))(CONNECT_DATA=(SERVICE_NAME=orders))) ^ oracle.db ^ db ^ 1522 ^ orders",
                "jdbc:oracle:thin:scott/tiger@(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=db)(PORT=1522))(CONNECT_DATA=(SID=orders))) ^ oracle.db ^ db ^ 1522 ^ orders",
                "jdbc:oracle:thin:@(description= (retry_count=3) (address_list=(address=(port=1522)(host=a)) (address=(host=b)(port=1523))) (connect_data=(service_name=orders)) (security=(my_wallet_directory=/x))) ^ oracle.db ^ a ^ 1522 ^ orders",
                "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(HOST=db))(SECURITY=(TOKEN=x)(SERVICE_NAME=tiger))) ^ oracle.db ^ db ^ 1521 ^ -",
                "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(HOST=db)(PORT=1522)) ^ oracle.db ^ - ^ 0 ^ -",
                "jdbc:oracle:thin:@orders_high?TNS_ADMIN=/x ^ oracle.db ^ - ^ 0 ^ -",
                "jdbc:oracle:thin:scott/tiger@orders_high ^ oracle.db ^ - ^ 0 ^ -",
                "jdbc:oracle:thin:@ldap://ldap.acme.com:389/orders,cn=OracleContext,dc=acme ^ oracle.db ^ - ^ 0 ^ -",
                "jdbc:oracle:thin:@config-https://acme.com/orders?key=tiger ^ oracle.db ^ - ^ 0 ^ -",
                "jdbc:oracle:thin:scott/tiger ^ oracle.db ^ - ^ 0 ^ -",
                "jdbc:oracle:kprb: ^ oracle.db ^ - ^ 0 ^ -",
                // H2
                "jdbc:h2:mem:orders;USER=scott;PASSWORD=tiger ^ h2database ^ - ^ 0 ^ orders",
                "jdbc:h2:mem: ^ h2database ^ - ^ 0 ^ -",
                "jdbc:h2:file:/data/orders;CIPHER=AES ^ h2database ^ - ^ 0 ^ orders",
                "jdbc:h2:file:/data/a#b/orders ^ h2database ^ - ^ 0 ^ orders",
                "jdbc:h2:~/orders ^ h2database ^ - ^ 0 ^ orders",
                "jdbc:h2:C:\\data\\orders ^ h2database ^ - ^ 0 ^ orders",
                "jdbc:h2:zip:~/data.zip!/orders ^ h2database ^ - ^ 0 ^ orders",
                "jdbc:h2:tcp://db/~/orders;PASSWORD=tiger ^ h2database ^ db ^ 9092 ^ orders",
                "jdbc:h2:tcp://a:9101,b:9102/~/orders ^ h2database ^ a,… ^ 9101 ^ orders",
                "jdbc:h2:ssl://db:9093/mem:orders ^ h2database ^ db ^ 9093 ^ orders",
                // HSQLDB
                "jdbc:hsqldb:mem:orders ^ hsqldb ^ - ^ 0 ^ orders",
                "jdbc:hsqldb:file:/data/orders;user=scott;password=tiger ^ hsqldb ^ - ^ 0 ^ orders",
                "jdbc:hsqldb:res:/data/orders ^ hsqldb ^ - ^ 0 ^ orders",
                "jdbc:hsqldb:. ^ hsqldb ^ - ^ 0 ^ -",
                "jdbc:hsqldb:hsql://db:9002/orders ^ hsqldb ^ db ^ 9002 ^ orders",
                "jdbc:hsqldb:hsql://db/orders;user=scott;password=tiger ^ hsqldb ^ db ^ 9001 ^ orders",
                "jdbc:hsqldb:hsqls://db/orders ^ hsqldb ^ db ^ 554 ^ orders",
                "jdbc:hsqldb:http://db/path/orders ^ hsqldb ^ db ^ 80 ^ orders",
                "jdbc:hsqldb:https://db ^ hsqldb ^ db ^ 443 ^ -",
                // Derby
                "jdbc:derby://db:1528/orders;create=true ^ derby ^ db ^ 1528 ^ orders",
                "jdbc:derby://db/memory:orders;user=scott;password=tiger ^ derby ^ db ^ 1527 ^ orders",
                "jdbc:derby:net://db/orders:user=scott;password=tiger; ^ derby ^ db ^ 1527 ^ -",
                "jdbc:derby:memory:orders;password=tiger ^ derby ^ - ^ 0 ^ orders",
                "jdbc:derby:/data/orders;user=scott ^ derby ^ - ^ 0 ^ orders",
                "jdbc:derby:orders:user=scott/tiger ^ derby ^ - ^ 0 ^ -",
                // SQLite
                "jdbc:sqlite:/data/orders.db ^ sqlite ^ - ^ 0 ^ orders.db",
                "jdbc:sqlite:file:orders.db?cipher=x&key=tiger ^ sqlite ^ - ^ 0 ^ orders.db",
                "jdbc:sqlite:file:///data/orders.db ^ sqlite ^ - ^ 0 ^ orders.db",
                "jdbc:sqlite://share/data/orders.db ^ sqlite ^ - ^ 0 ^ orders.db",
                "jdbc:sqlite::memory: ^ sqlite ^ - ^ 0 ^ -",
                "jdbc:sqlite: ^ sqlite ^ - ^ 0 ^ -",
                // Db2 and Informix, whose properties begin at a colon
                "jdbc:db2://db:50000/orders:user=scott;password=tiger; ^ ibm.db2 ^ db ^ 50000 ^ orders",
                "jdbc:db2://db:50000/orders:user=scott@acme;password=tiger; ^ ibm.db2 ^ db ^ 50000 ^ orders",
                "jdbc:db2://db/orders ^ ibm.db2 ^ db ^ 0 ^ orders",
                "jdbc:db2:orders ^ ibm.db2 ^ - ^ 0 ^ -",
                "jdbc:informix-sqli://db:9088/orders:INFORMIXSERVER=x;user=scott ^ ibm.informix ^ db ^ 9088 ^ orders",
                // drivers around drivers
                "jdbc:aws-wrapper:postgresql://db:5433/orders ^ postgresql ^ db ^ 5433 ^ orders",
                "jdbc:p6spy:mysql://scott:tiger@db/orders ^ mysql ^ db ^ 3306 ^ orders",
                "jdbc:log4jdbc:sqlserver://db;databaseName=orders ^ microsoft.sql_server ^ db ^ 1433 ^ orders",
                "jdbc:otel:p6spy:h2:mem:orders ^ h2database ^ - ^ 0 ^ orders",
                "jdbc-secretsmanager:mysql://db/orders ^ mysql ^ db ^ 3306 ^ orders",
                "jdbc:tc:postgresql:16://db/orders ^ postgresql ^ - ^ 0 ^ -",
                "jdbc:tc:oracle:23:thin:scott/tiger@db:1521/orders ^ oracle.db ^ - ^ 0 ^ -",
                // others
                "jdbc:clickhouse://db:8123/orders ^ clickhouse ^ db ^ 8123 ^ orders",
                "jdbc:ch:https://scott:tiger@db:8443/orders ^ clickhouse ^ db ^ 8443 ^ orders",
                "jdbc:redshift://db/orders ^ aws.redshift ^ db ^ 5439 ^ orders",
                "jdbc:redshift:iam://cluster:eu-west-1/orders ^ aws.redshift ^ - ^ 0 ^ -",
                "jdbc:cockroachdb://db/orders ^ cockroachdb ^ db ^ 26257 ^ orders",
                "jdbc:snowflake://acme.snowflakecomputing.com/?db=o ^ other_sql ^ acme.snowflakecomputing.com ^ 0 ^ -",
                "jdbc:teradata://db/DATABASE=orders,USER=scott,PASSWORD=tiger ^ teradata ^ db ^ 0 ^ -",
                "jdbc:trino://db:8443/orders ^ trino ^ db ^ 8443 ^ orders",
                "jdbc:hive2://db:10000/orders;user=scott ^ hive ^ db ^ 10000 ^ orders",
                "jdbc:odd:thing ^ other_sql ^ - ^ 0 ^ -",
                "jdbc:odd:///orders ^ other_sql ^ - ^ 0 ^ orders",
                "jdbc:odd:scott:ti//ger/orders ^ other_sql ^ - ^ 0 ^ -",
                "jdbc:postgresql ^ other_sql ^ - ^ 0 ^ -",
                "https://db/orders ^ other_sql ^ - ^ 0 ^ -",
                // what can't be one is nothing
                "jdbc:postgresql://db:99999/orders ^ postgresql ^ - ^ 0 ^ -",
                "jdbc:postgresql://d b/orders ^ postgresql ^ - ^ 0 ^ -",
                "jdbc:postgresql://db/or<ders> ^ postgresql ^ db ^ 5432 ^ -"
            })
    void gives_system_host_port_and_database(String url, String system, String host, int port, String database) {
        boolean isList = host != null && host.endsWith(",…");
        String first = isList ? host.substring(0, host.indexOf(',')) : host;

        assertThat(JdbcUrl.parse(url)).isEqualTo(new Peer(system, first, port, database, isList));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "jdbc:", "jdbc::", "postgresql://db/orders"})
    void of_nothing_gives_nothing(String url) {
        assertThat(JdbcUrl.parse(url)).isEqualTo(new Peer("other_sql", null, 0, null));
    }
}
