package com.example.trouble;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Locale;

/** Opens and closes a connection 500 times, one after the other; prints how many sockets are left in TIME_WAIT. */
public final class OpensAndCloses {
    private static final int TIMES = 500;
    private static final String TIME_WAIT = "06";

    public static void main(String[] args) throws Exception {
        for (int i = 0; i < TIMES; i++) {
            try (Connection connection = DriverManager.getConnection(args[1], args[2], args[3]);
                    Statement statement = connection.createStatement()) {
                statement.execute("select 1");
            }
        }
        System.out.println(inTimeWait(Integer.parseInt(args[4])));
        new PatientWait().forFindings();
    }

    /** Columns of the kernel's table: number, local address, remote address, state; ports in hexadecimal. */
    private static long inTimeWait(int port) throws Exception {
        String remote = String.format(Locale.ROOT, ":%04X", port);
        long count = 0;
        for (String table : new String[] {"tcp", "tcp6"}) {
            count += Files.readAllLines(Path.of("/proc/net", table)).stream()
                    .map(line -> line.trim().split(" +"))
                    .filter(columns -> columns[2].endsWith(remote) && columns[3].equals(TIME_WAIT))
                    .count();
        }
        return count;
    }

    private OpensAndCloses() {}
}
