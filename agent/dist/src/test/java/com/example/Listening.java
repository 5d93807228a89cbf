package com.example;

import com.zaxxer.hikari.HikariDataSource;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;

/** Uses its pool, then listens on one port, which it prints, until its standard input ends. */
public final class Listening {
    private Listening() {}

    public static void main(String[] args) throws Exception {
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                HikariDataSource pool = Hikari.pool("jdbc:h2:mem:listening", "sa", "", 2)) {
            try (Connection connection = pool.getConnection()) {
                Queries.one(connection);
            }
            System.out.println("listens on " + door.getLocalPort());
            System.in.read();
        }
    }
}
