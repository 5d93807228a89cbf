package com.example.orders;

import java.sql.SQLException;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Builds its pool anew when its configuration has changed; the one before it closes, or forgets. */
final class ReloadingOrders implements Orders {
    private final Supplier<DataSource> builder;
    private final boolean closes;
    private volatile DataSource pool;

    ReloadingOrders(Supplier<DataSource> builder, boolean closes) {
        this.builder = builder;
        this.closes = closes;
        this.pool = builder.get();
    }

    @Override
    public Answer place(Order order) throws SQLException {
        return new CarefulOrders(pool).place(order);
    }

    @Override
    public synchronized Answer reload() throws SQLException {
        DataSource before = pool;
        pool = builder.get();
        if (closes) {
            Pools.close(before);
        }
        return new Answer(200, "reloaded");
    }
}
