package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.recorder.event.Peer;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a user, a password, a token or a parameter is made of, a peer has nothing of it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class JdbcUrlSecretsTest {
    private static final int TRIES = 2_000;

    private final Random random = new Random(20_260_713);

    /** In all of them the host is db, the port 4711 and the database orders. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db:4711/orders?user=%s&password=%s",
                "jdbc:postgresql://db:4711,db:4711/orders?options=%s",
                "jdbc:postgresql://%s:%s@db:4711/orders",
                "jdbc:postgresql://%s:%s@db",
                "jdbc:postgresql:orders?password=%s",
                "jdbc:mysql://%s:%s@db:4711/orders",
                "jdbc:mysql://%s@db:4711/orders",
                "jdbc:mysql://scott:%s@db:4711/orders?password=%s",
                "jdbc:mysql://scott:%s@db:4711,scott:%s@db:4711/orders",
                "jdbc:mysql://scott:%s@db:4711,db:4711/orders",
                "jdbc:mysql://%s:%s@[db:4711,db:4711]/orders",
                "jdbc:mysql://%s:%s@(host=db,port=4711)/orders",
                "jdbc:mysql://(host=db,port=4711,user=%s,password=%s)/orders",
                "jdbc:mysql://(user=%s,password=%s,host=db,port=4711)/orders",
                "jdbc:mysql://[(host=db,port=4711,password=%s),(host=db,port=4711,password=%s)]/orders",
                "jdbc:mysql://address=(host=db)(port=4711)(user=%s)(password=%s)/orders",
                "jdbc:mysql://address=(password=%s)(host=db)(port=4711)/orders?trustStorePassword=%s",
                "jdbc:mysql:replication://address=(password=%s)(host=db),address=(password=%s)(host=db)/orders",
                "jdbc:mysql:loadbalance://%s:%s@db,db/orders",
                "jdbc:mysql+srv://%s:%s@db/orders",
                "jdbc:mariadb://db:4711/orders?user=%s&password=%s",
                "jdbc:mariadb://address=(host=db)(port=4711)(password=%s)/orders",
                "jdbc:mariadb:sequential://db:4711,db/orders?user=%s&keyStorePassword=%s",
                "jdbc:sqlserver://db:4711;user=%s;password=%s;databaseName=orders",
                "jdbc:sqlserver://db:4711;password={%s};databaseName=orders;accessToken={%s}",
                "jdbc:sqlserver://;serverName=db;password={%s};portNumber=4711;database=orders;clientKey=%s",
                "jdbc:jtds:sqlserver://db:4711/orders;user=%s;password=%s",
                "jdbc:oracle:thin:%s/%s@db:4711:orders",
                "jdbc:oracle:thin:%s/%s@//db:4711/orders",
                "jdbc:oracle:thin:%s/%s@tcps://db:4711/orders?wallet_password=%s",
                "jdbc:oracle:thin:%s/%s@orders_high",
                "jdbc:oracle:thin:@//db:4711/orders?user=%s&password=%s",
                "jdbc:oracle:thin:@orders_high?password=%s",
                "jdbc:oracle:thin:@ldap://db:4711/cn=orders?password=%s",
                "jdbc:oracle:thin:@config-https://%s:%s@acme.com/orders?password=%s",
                "jdbc:oracle:oci:%s/%s@(DESCRIPTION=(ADDRESS=(HOST=db)(PORT=4711)))",
                "jdbc:oracle:thin:@(DESCRIPTION=(SECURITY=(TOKEN=%s))(ADDRESS=(HOST=db)(PORT=4711))(CONNECT_DATA=(SID=orders)))",
                "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(HOST=db)(PORT=4711))(CONNECT_DATA=(SERVICE_NAME=orders))(X=%s))",
                "jdbc:h2:mem:orders;USER=%s;PASSWORD=%s",
                "jdbc:h2:tcp://db:4711/~/orders;USER=%s;PASSWORD=%s %s",
                "jdbc:h2:ssl://db:4711/mem:orders;INIT=%s",
                "jdbc:hsqldb:mem:orders;user=%s;password=%s",
                "jdbc:hsqldb:hsql://db:4711/orders;user=%s;password=%s",
                "jdbc:derby:memory:orders;user=%s;password=%s",
                "jdbc:derby://db:4711/orders;user=%s;password=%s",
                "jdbc:sqlite:file:orders?cipher=%s&key=%s",
                "jdbc:db2://db:4711/orders:user=%s;password=%s;",
                "jdbc:informix-sqli://db:4711/orders:user=%s;password=%s",
                "jdbc:aws-wrapper:postgresql://db:4711/orders?user=%s&password=%s",
                "jdbc:p6spy:mysql://%s:%s@db:4711/orders",
                "jdbc:log4jdbc:oracle:thin:%s/%s@db:4711:orders",
                "jdbc:otel:postgresql://db:4711/orders?password=%s",
                "jdbc:tc:mysql:8://db:4711/orders?user=%s&password=%s",
                "jdbc-secretsmanager:mysql://db:4711/orders?user=%s",
                "jdbc:ch:https://%s:%s@db:4711/orders?access_token=%s",
                "jdbc:snowflake://db:4711/?user=%s&password=%s&db=orders",
                "jdbc:redshift:iam://db:4711/orders?AccessKeyID=%s&SecretAccessKey=%s",
                "jdbc:cockroachdb://%s:%s@db:4711/orders",
                "jdbc:teradata://db/DATABASE=orders,USER=%s,PASSWORD=%s",
                "jdbc:other://%s:%s@db:4711/orders#%s",
                "jdbc:other:%s:%s@db:4711/orders",
                "jdbc:%s:%s@db",
                "%s"
            })
    void a_secret_with_any_marks(String template) {
        for (int i = 0; i < TRIES; i++) {
            String url = template;
            while (url.contains("%s")) {
                String secret = random.nextInt(4) == 0 ? Secrets.next(random) : Secrets.withDelimiters(random);
                int at = url.indexOf("%s");
                url = url.substring(0, at) + secret.replace("%s", "%") + url.substring(at + 2);
            }

            Peer peer = JdbcUrl.parse(url);

            assertThat(peer.address()).as(url).isIn(null, "db", "localhost");
            assertThat(peer.namespace()).as(url).isIn(null, "orders");
            assertThat(peer.port()).as(url).isIn(0, 4711, 3306, 5432, 1433, 1521);
        }
    }

    @Test
    void nonsense() {
        String marks = "@/:;?&{}()=#,[]\\% ";
        String[] kinds = {
            "postgresql:",
            "mysql://",
            "mariadb:",
            "sqlserver://",
            "oracle:thin:",
            "oracle:thin:@(",
            "h2:tcp:",
            "hsqldb:",
            "derby:",
            "sqlite:",
            "db2://",
            "x:",
            "mysql://address=(",
            "mysql://["
        };
        for (int i = 0; i < 50_000; i++) {
            StringBuilder url = new StringBuilder("jdbc:").append(kinds[random.nextInt(kinds.length)]);
            for (int parts = random.nextInt(12); parts > 0; parts--) {
                url.append(marks.charAt(random.nextInt(marks.length()))).append(random.nextInt(100));
            }
            assertThat(JdbcUrl.parse(url.toString())).isNotNull();
        }
    }
}
