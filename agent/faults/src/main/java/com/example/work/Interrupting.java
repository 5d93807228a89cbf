package com.example.work;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Those who wait for the only connection are interrupted, one after the other, and work goes on: hikari or dbcp, how many. */
public final class Interrupting {
    private final DataSource pool;

    private Interrupting(DataSource pool) {
        this.pool = pool;
    }

    public static void main(String[] args) throws Exception {
        DataSource pool =
                Pool.valueOf(args[0].toUpperCase(java.util.Locale.ROOT)).open(1);
        Interrupting interrupting = new Interrupting(pool);
        Bank bank = new Bank(pool, 1);
        bank.open();
        for (int i = 0; i < Integer.parseInt(args[1]); i++) {
            System.out.println(interrupting.one());
        }
        System.out.println("clerk got " + Long.toHexString(bank.work(0, 200)) + ", total " + bank.total());
        ((AutoCloseable) pool).close();
        Finale.await();
        Finale.last();
    }

    private String one() throws SQLException, InterruptedException {
        StringBuilder said = new StringBuilder();
        Thread waiting = new Thread(() -> said.append(told()));
        Connection only = pool.getConnection();
        try {
            waiting.start();
            while (waiting.getState() != Thread.State.TIMED_WAITING && waiting.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            waiting.interrupt();
            waiting.join();
        } finally {
            only.close();
        }
        return said.toString();
    }

    private String told() {
        try (Connection connection = pool.getConnection()) {
            return "served " + connection.isReadOnly();
        } catch (SQLException interrupted) {
            return interrupted.getClass().getSimpleName() + ' ' + interrupted.getMessage() + ", interrupted "
                    + Thread.currentThread().isInterrupted();
        }
    }
}
