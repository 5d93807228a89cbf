package com.example.work;

import java.sql.Connection;
import javax.sql.DataSource;

/** Connections borrowed and given back as fast as it goes: how many times. */
public final class Borrowing {
    private Borrowing() {}

    public static void main(String[] args) throws Exception {
        int times = Integer.parseInt(args[0]);
        int valid = 0;
        try (AutoCloseable pool = (AutoCloseable) Pool.HIKARI.open(2)) {
            for (int i = 0; i < times; i++) {
                try (Connection connection = ((DataSource) pool).getConnection()) {
                    valid += connection.isReadOnly() ? 0 : 1;
                }
            }
        }
        System.out.println(valid + " borrowed");
        Finale.await();
        Finale.last();
    }
}
