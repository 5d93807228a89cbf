package com.example.orders;

import com.example.retoucher.Retoucher;
import java.util.List;

/** {@link Orders}, whose pool, driver and own classes are redefined or retransformed half-way: how, and its URL. */
public final class Redefined {
    private static final List<String> CLASSES = List.of(
            "com.zaxxer.hikari.HikariDataSource",
            "com.zaxxer.hikari.pool.ProxyConnection",
            "com.zaxxer.hikari.pool.HikariProxyConnection",
            "com.zaxxer.hikari.pool.ProxyStatement",
            "org.h2.Driver",
            "org.h2.jdbc.JdbcConnection",
            "org.h2.jdbc.JdbcPreparedStatement",
            "com.example.orders.Orders");

    private Redefined() {}

    public static void main(String[] args) throws Exception {
        try (Orders orders = new Orders(args[1])) {
            orders.begin();
            for (String each : CLASSES) {
                Class<?> type = Class.forName(each);
                System.out.println(each + " "
                        + (args[0].equals("redefine") ? Retoucher.redefine(type) : Retoucher.retransform(type)));
            }
            orders.end();
            Orders.awaitEnd();
        }
        Orders.exit();
    }
}
