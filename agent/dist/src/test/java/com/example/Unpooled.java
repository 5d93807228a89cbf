package com.example;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Connects without a pool, ten times: manager or source, then URL, user, password. */
public final class Unpooled {
    private Unpooled() {}

    /** How a connection is had. */
    private interface Way {
        Connection connect() throws SQLException;
    }

    public static void main(String[] args) throws SQLException {
        Way way = way(args[0], args[1], args[2], args[3]);
        int answers = 0;
        for (int i = 0; i < 10; i++) {
            try (Connection connection = way.connect()) {
                answers += Queries.one(connection);
            } catch (SQLException refused) {
                System.out.println(refused.getSQLState());
            }
        }
        System.out.println(answers + " answers");
    }

    private static Way way(String how, String url, String user, String password) {
        if (how.equals("manager")) {
            return () -> DriverManager.getConnection(url, user, password);
        }
        DataSource source = source(url);
        return () -> source.getConnection(user, password);
    }

    private static DataSource source(String url) {
        if (url.startsWith("jdbc:h2:")) {
            return H2.source(url);
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        return source;
    }
}
