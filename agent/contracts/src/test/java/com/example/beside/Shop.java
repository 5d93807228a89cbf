package com.example.beside;

import com.example.pool.PoolAdapter;
import com.example.pool.Target;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * Serves five requests from a pool, forgets the connection of a sixth if told so, and ends with code 3 when its stdin
 * does. Arguments: the classes of the pool's adapter and of the entry, URL, user, password, {@code careful} or
 * {@code forgetful}.
 */
public final class Shop {
    private static final int REQUESTS = 5;
    private static final long FOR_FINDINGS_NANOS = 4_000_000_000L;

    private final DataSource pool;
    private final Entry entry;

    private Shop(DataSource pool, Entry entry) {
        this.pool = pool;
        this.entry = entry;
    }

    public static void main(String[] args) throws Exception {
        PoolAdapter library = made(args[0], PoolAdapter.class);
        DataSource pool = library.open(new Target("shop", args[2], args[3], args[4]), 4, 20_000);
        Shop shop = new Shop(pool, made(args[1], Entry.class));
        for (int i = 0; i < REQUESTS; i++) {
            shop.entry.enter(shop::serve);
        }
        if (args[5].equals("forgetful")) {
            shop.entry.enter(shop::forget);
            shop.linger();
        }
        System.out.println("served");
        System.in.readAllBytes(); // until it is told to end
        System.exit(3);
    }

    private static <T> T made(String name, Class<T> type) throws ReflectiveOperationException {
        return Class.forName(name).asSubclass(type).getDeclaredConstructor().newInstance();
    }

    private void serve() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            ask(connection);
        }
    }

    private void forget() throws SQLException {
        ask(pool.getConnection()); // forgotten here
    }

    private static void ask(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select 1")) {
            rows.next();
        }
    }

    private void linger() {
        long start = System.nanoTime();
        while (System.nanoTime() - start < FOR_FINDINGS_NANOS) {
            LockSupport.parkNanos(FOR_FINDINGS_NANOS / 10);
        }
    }
}
