package com.example.work;

import javax.sql.DataSource;

/** An application that interrupts threads that are not its own in the middle of its work, and goes on. */
public final class Meddling {
    private static final int LEASES = 200;
    private static final int ROUNDS = 20;

    private Meddling() {}

    public static void main(String[] args) throws Exception {
        DataSource pool = Pool.HIKARI.open(2);
        Bank bank = new Bank(pool, 1);
        bank.open();
        for (int i = 0; i < ROUNDS; i++) {
            System.out.println("clerk got " + Long.toHexString(bank.work(0, LEASES)));
            interruptStrangers();
        }
        System.out.println("total " + bank.total());
        ((AutoCloseable) pool).close();
        Finale.await();
        Finale.last();
    }

    /** There are some only where it is watched. */
    private static void interruptStrangers() {
        for (Thread each : Thread.getAllStackTraces().keySet()) {
            if (each.getName().startsWith("connwake-")) {
                each.interrupt();
            }
        }
    }
}
