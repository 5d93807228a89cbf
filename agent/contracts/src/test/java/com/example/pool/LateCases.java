package com.example.pool;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import javax.sql.DataSource;

/**
 * Has used the pool's and the driver's classes already when the cases begin, which is after the next line on the standard
 * input. Arguments: the database of the time before, then as {@link PoolCases} has them.
 */
public final class LateCases {
    private LateCases() {}

    public static void main(String[] args) throws Exception {
        String[] cases = Arrays.copyOfRange(args, 1, args.length);
        PoolAdapter library = Class.forName(cases[0])
                .asSubclass(PoolAdapter.class)
                .getDeclaredConstructor()
                .newInstance();
        DataSource pool =
                library.open(new Target(args[0], cases[1].replace("%s", args[0]), cases[2], cases[3]), 1, 20_000);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1")) {
            rows.next();
        }
        library.close(pool);
        System.out.println("warm");
        System.in.read();
        PoolCases.main(cases);
    }
}
