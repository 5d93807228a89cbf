package io.connwake.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Answer;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same classes woven by Byte Buddy's advice say the same. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OracleTest {
    private static final String[] REAL = {
        Jar.HIKARI_CP.packages, Jar.DBCP_2.packages, Jar.PGJDBC.packages, Jar.H2.packages
    };

    @Test
    void about_calls_that_return_and_calls_that_throw() throws Exception {
        assertThat(scripted(WeavingLoader.Weave.ours()))
                .hasSizeGreaterThan(30)
                .isEqualTo(scripted(AdviceWeaver::weave));
    }

    @Test
    void about_h2_and_its_data_source() throws Exception {
        assertThat(h2(WeavingLoader.Weave.ours())).hasSizeGreaterThan(20).isEqualTo(h2(AdviceWeaver::weave));
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.zaxxer.hikari.HikariDataSource", "org.apache.commons.dbcp2.BasicDataSource"})
    void about_a_pool_over_h2(String pool) throws Exception {
        assertThat(pooled(WeavingLoader.Weave.ours(), pool))
                .hasSizeGreaterThan(20)
                .isEqualTo(pooled(AdviceWeaver::weave, pool));
    }

    @Test
    void about_pgjdbc_refused_by_the_server() throws Exception {
        assertThat(refused(WeavingLoader.Weave.ours())).hasSizeGreaterThan(3).isEqualTo(refused(AdviceWeaver::weave));
    }

    private static List<String> scripted(WeavingLoader.Weave weave) throws Exception {
        Acme acme = new Acme(weave);
        Notes notes = Notes.begin();
        for (boolean refuses : List.of(false, true)) {
            Answer last = () -> {
                if (refuses) {
                    throw new SQLException("refused");
                }
                return null;
            };
            Statement query = acme.create(Statement.class, "Query", last);
            Connection handle = acme.create(Connection.class, "Handle", last);
            for (String pool : List.of("Pool", "LockedPool")) {
                attempt(acme.create(DataSource.class, pool, () -> refuses ? last.give() : handle)::getConnection);
            }
            attempt(() -> acme.create(Driver.class, "Wire", last).connect("jdbc:acme:", new Properties()));
            attempt(() -> query.executeQuery("select 1"));
            attempt(() -> query.execute("delete from orders"));
            attempt(() -> query.executeLargeUpdate("delete from orders"));
            attempt(() -> query.addBatch("delete from orders"));
            attempt(query::executeBatch);
            attempt(() -> query.setMaxRows(7));
            attempt(() -> handle.setTransactionIsolation(2));
            attempt(() -> handle.setReadOnly(true));
            attempt(() -> handle.setSchema("tenant"));
            attempt(() -> handle.setClientInfo("ApplicationName", "orders"));
            attempt(handle::createStatement);
            attempt(() -> handle.prepareStatement("select 1"));
            attempt(() -> handle.isValid(1));
            attempt(handle::commit);
            attempt(handle::rollback);
            attempt(() -> handle.setAutoCommit(false));
            attempt(() -> handle.abort(Runnable::run));
            attempt(handle::close);
        }
        return notes.calls();
    }

    private static List<String> h2(WeavingLoader.Weave weave) throws Exception {
        WeavingLoader loader = new WeavingLoader(weave, REAL);
        DataSource source = (DataSource) loader.create("org.h2.jdbcx.JdbcDataSource");
        set(source, "setURL", "jdbc:h2:mem:oracle");
        Notes notes = Notes.begin();
        use(source);
        return notes.calls();
    }

    private static List<String> pooled(WeavingLoader.Weave weave, String pool) throws Exception {
        System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "-1");
        WeavingLoader loader = new WeavingLoader(weave, REAL);
        loader.create("org.h2.Driver");
        DataSource source = (DataSource) loader.create(pool);
        set(source, pool.contains("hikari") ? "setJdbcUrl" : "setUrl", "jdbc:h2:mem:pooled");
        set(source, "setDriverClassName", "org.h2.Driver");
        Notes notes = Notes.begin();
        use(source);
        use(source);
        ((AutoCloseable) source).close();
        return notes.calls();
    }

    private static List<String> refused(WeavingLoader.Weave weave) throws Exception {
        WeavingLoader loader = new WeavingLoader(weave, REAL);
        DataSource source = (DataSource) loader.create("org.postgresql.ds.PGSimpleDataSource");
        set(source, "setUrl", "jdbc:postgresql://localhost:1/orders");
        Driver driver = (Driver) loader.create("org.postgresql.Driver");
        Notes notes = Notes.begin();
        attempt(source::getConnection);
        attempt(() -> driver.connect("jdbc:postgresql://localhost:1/orders", new Properties()));
        attempt(() -> driver.connect("jdbc:other://localhost/orders", new Properties()));
        return notes.calls();
    }

    private static void use(DataSource source) throws Exception {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists orders (id int primary key)");
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("insert into orders values (?)")) {
                insert.setInt(1, 1);
                insert.executeUpdate();
                attempt(insert::executeUpdate);
            }
            connection.rollback();
            attempt(() -> statement.executeQuery("select nonsense"));
            connection.commit();
            connection.setAutoCommit(true);
            connection.isValid(1);
        }
    }

    /** A failure is as good as a result: what is compared is what the hooks said of it. */
    private static void attempt(Call call) throws Exception {
        try {
            call.make();
        } catch (SQLException expected) {
            return;
        }
    }

    @FunctionalInterface
    private interface Call {
        void make() throws Exception;
    }

    private static void set(Object bean, String setter, String value) throws ReflectiveOperationException {
        bean.getClass().getMethod(setter, String.class).invoke(bean, value);
    }
}
