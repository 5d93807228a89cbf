package com.acme.pools;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Borrows from such pools: three times one after the other, then twice at once. Tells of each case which session of the
 * server each borrow had, in the order of their first sight. Arguments: the URL up to the database's name, user,
 * password, the cases; each has a thread and a database of its name.
 */
public final class UnknownCases {
    private static final int AT_ONCE = 2;

    private UnknownCases() {}

    public static void main(String[] args) throws InterruptedException {
        for (int i = 3; i < args.length; i++) {
            String name = args[i];
            Thread thread = new Thread(() -> tell(name, args), name);
            thread.start();
            thread.join();
        }
    }

    private static void tell(String name, String[] args) {
        String seen;
        try {
            seen = run(name, opener(name, args[0] + name, args[1], args[2]));
        } catch (Exception unexpected) {
            unexpected.printStackTrace();
            seen = "unexpected " + unexpected;
        }
        System.out.println(name + ": " + seen);
    }

    private static Opener opener(String name, String url, String user, String password) {
        if (name.startsWith("h2_")) {
            JdbcDataSource h2 = new JdbcDataSource();
            h2.setURL("jdbc:h2:mem:" + url.substring(url.lastIndexOf('/') + 1));
            return h2::getConnection;
        }
        if (name.startsWith("data_source")) {
            PGSimpleDataSource postgres = new PGSimpleDataSource();
            postgres.setURL(url);
            postgres.setUser(user);
            postgres.setPassword(password);
            return postgres::getConnection;
        }
        return () -> DriverManager.getConnection(url, user, password);
    }

    private static String run(String name, Opener opener) throws Exception {
        if (name.equals("other_loader")) {
            return inOtherLoader(opener);
        }
        if (name.equals("named_module")) {
            return inNamedModule(opener);
        }
        PoolFactory factory = new PoolFactory(name, opener);
        String seen = borrow(factory.get(), name.startsWith("h2_"));
        factory.close();
        return seen;
    }

    /** The stock of another loader asks this one's opener. */
    private static String inOtherLoader(Opener opener) throws Exception {
        ClassLoader loader = new Inherited.LoaderOfItsOwn();
        Class<?> openerType = loader.loadClass("com.acme.pools.Opener");
        Object passing = java.lang.reflect.Proxy.newProxyInstance(
                loader, new Class<?>[] {openerType}, (self, method, arguments) -> opener.open());
        Class<?> type = loader.loadClass("com.acme.pools.PoolFactory");
        Object factory = type.getConstructor(String.class, openerType).newInstance("field", passing);
        String seen = borrow((DataSource) type.getMethod("get").invoke(factory), false);
        type.getMethod("close").invoke(factory);
        return seen;
    }

    @SuppressWarnings("unchecked")
    private static String inNamedModule(Opener opener) throws Exception {
        List<Connection> opened = new ArrayList<>();
        Callable<Connection> noting = () -> {
            Connection fresh = opener.open();
            opened.add(fresh);
            return fresh;
        };
        Object pool = Class.forName("com.acme.modular.Pool").getConstructor().newInstance();
        if (!pool.getClass().getModule().isNamed()) {
            throw new IllegalStateException("not in a named module");
        }
        String seen = borrow(((Function<Callable<Connection>, DataSource>) pool).apply(noting), false);
        for (Connection each : opened) {
            each.close();
        }
        return seen;
    }

    private static String borrow(DataSource pool, boolean isH2) throws SQLException {
        List<Integer> sessions = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            place(pool, isH2, sessions, 1);
        }
        place(pool, isH2, sessions, AT_ONCE);
        List<Integer> known = new ArrayList<>();
        StringBuilder seen = new StringBuilder();
        for (Integer each : sessions) {
            if (!known.contains(each)) {
                known.add(each);
            }
            seen.append(known.indexOf(each));
        }
        return seen.toString();
    }

    private static void place(DataSource pool, boolean isH2, List<Integer> sessions, int more) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(isH2 ? "SELECT SESSION_ID()" : "SELECT pg_backend_pid()")) {
            row.next();
            sessions.add(row.getInt(1));
            if (more > 1) {
                place(pool, isH2, sessions, more - 1);
            }
            try (Statement another = connection.createStatement()) {
                another.execute("SELECT 1");
            }
        }
    }
}
