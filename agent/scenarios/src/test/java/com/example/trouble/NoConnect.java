package com.example.trouble;

import java.sql.SQLException;

/** Gets no connection, since each connect is cut. */
public final class NoConnect {
    public static void main(String[] args) {
        for (int i = 0; i < 3; i++) {
            try (Lender lender = Lender.of(args)) {
                lender.giveBack(lender.borrow());
            } catch (SQLException | RuntimeException none) {
                System.out.println("met " + none.getMessage());
            }
        }
        new PatientWait().forFindings();
    }

    private NoConnect() {}
}
