package com.example.orders;

import java.io.IOException;
import java.net.URI;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** {@code POST /orders/ITEM/QUANTITY} takes an order, {@code POST /settings} reloads the configuration. */
public final class OrderService {
    private OrderService() {}

    /** Arguments: pool, as {@link Pools} names it; JDBC URL; how orders are taken, {@code careful} for example. */
    public static void main(String[] arguments) throws IOException {
        Orders orders = orders(arguments[2], () -> Pools.named(arguments[0], arguments[1]));
        new Front()
                .at("/orders/", asked -> orders.place(order(asked)))
                .at("/settings", asked -> orders.reload())
                .at("/health", asked -> new Answer(200, "up"))
                .open();
    }

    private static Orders orders(String how, Supplier<DataSource> pool) {
        return switch (how) {
            case "careful" -> new CarefulOrders(pool.get());
            case "forgetful" -> new ForgetfulOrders(pool.get());
            case "uncommitted" -> new UncommittedOrders(pool.get());
            case "committed" -> new CommittedOrders(pool.get());
            case "forgetting-pools" -> new ReloadingOrders(pool, false);
            case "closing-pools" -> new ReloadingOrders(pool, true);
            default -> throw new IllegalArgumentException("orders can't be taken so: " + how);
        };
    }

    private static Order order(URI uri) {
        String[] steps = uri.getPath().split("/", -1);
        return new Order(steps[2], Integer.parseInt(steps[3]));
    }
}
