package com.example;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * An order service, each request in a thread of its own, whose orders all fail. The forgetful one does not close its
 * connection then; the careful one does. Arguments: forgetful or careful, hikari or dbcp, URL, user, password. The fifth
 * request finds all four connections gone; the service ends when its standard input does.
 */
public final class Orders {
    private static final int POOL_SIZE = 4;

    private final DataSource pool;
    private final boolean careful;

    private Orders(DataSource pool, boolean careful) {
        this.pool = pool;
        this.careful = careful;
    }

    public static void main(String[] args) throws Exception {
        DataSource pool = args[1].equals("hikari")
                ? Hikari.impatientPool(args[2], args[3], args[4], POOL_SIZE)
                : Dbcp.pool(args[2], args[3], args[4], POOL_SIZE);
        Orders orders = new Orders(pool, args[0].equals("careful"));
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        for (int i = 1; i <= POOL_SIZE; i++) {
            orders.request(out).join();
        }
        Thread fifth = orders.request(out);
        System.in.read();
        if (args[1].equals("hikari") || orders.careful) {
            fifth.join();
        }
        System.exit(0);
    }

    private Thread request(PrintWriter out) {
        Thread thread = new Thread(() -> out.println(answer()));
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private String answer() {
        try {
            return careful ? placeCarefully() : place();
        } catch (SQLException failed) {
            return "failed with " + failed.getSQLState();
        }
    }

    private String place() throws SQLException {
        Here.acquires("place");
        Connection connection = pool.getConnection();
        int order = Queries.ofNothing(connection);
        connection.close();
        return "order " + order;
    }

    private String placeCarefully() throws SQLException {
        Here.acquires("placeCarefully");
        try (Connection connection = pool.getConnection()) {
            return "order " + Queries.ofNothing(connection);
        }
    }
}
