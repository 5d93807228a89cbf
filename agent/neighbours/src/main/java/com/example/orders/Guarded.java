package com.example.orders;

import java.io.IOException;
import java.sql.SQLException;

/** {@link Orders} under a security manager that the application sets itself, where it may. */
public final class Guarded {
    private Guarded() {}

    @SuppressWarnings("removal")
    public static void main(String[] args) throws SQLException, IOException {
        System.setSecurityManager(new SecurityManager());
        Orders.main(args);
    }
}
