package com.example;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;

/**
 * Its pool, its database and its thread have a name as nobody would choose it, and it forgets a connection. Arguments: the
 * name, with {@code %XXXX} for characters that a command line can't bear.
 */
public final class Misnamed {
    private Misnamed() {}

    public static void main(String[] args) throws Exception {
        String name = unescaped(args[0]);
        HikariConfig settings = Hikari.settings("jdbc:h2:mem:" + name.replace(";", ""), "sa", "", 1);
        settings.setPoolName(name);
        Thread thread = new Thread(() -> forget(new HikariDataSource(settings)), name);
        thread.start();
        thread.join();
        System.in.read();
        System.exit(0);
    }

    private static void forget(HikariDataSource pool) {
        try {
            Queries.one(pool.getConnection());
        } catch (SQLException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '%') {
                plain.append((char) Integer.parseInt(text.substring(i + 1, i + 5), 16));
                i += 4;
            } else {
                plain.append(text.charAt(i));
            }
        }
        return plain.toString();
    }
}
