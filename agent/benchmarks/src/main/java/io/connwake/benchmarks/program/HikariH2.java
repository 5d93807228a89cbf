package io.connwake.benchmarks.program;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;

/** The smallest application with a pool: three leases, a query in each, and out. */
public final class HikariH2 {
    private HikariH2() {}

    public static void main(String[] args) throws SQLException {
        run();
        System.out.println("done");
    }

    static void run() throws SQLException {
        try (HikariDataSource pool = Pool.open(2)) {
            for (int i = 0; i < 3; i++) {
                Pool.query(pool);
            }
        }
    }
}
