package com.example.work;

import java.util.logging.LogManager;
import javax.sql.DataSource;

/**
 * A container that runs a first job in a thread group of its own, interrupts what is left in the group, waits until
 * nothing is, and destroys it. Then it goes on with another.
 */
public final class Grouping {
    private static final int MOST_LEFT = 100;
    private static final int PATIENCE_MILLIS = 2_000;

    private Grouping() {}

    public static void main(String[] args) throws Exception {
        LogManager.getLogManager(); // its shutdown hook belongs to the group in which it is first asked for
        job("first");
        job("second");
        Finale.await();
        Finale.last();
    }

    @SuppressWarnings("removal")
    private static void job(String name) throws InterruptedException {
        ThreadGroup group = new ThreadGroup(name);
        Thread work = new Thread(group, () -> work(name));
        work.start();
        work.join();
        group.interrupt();
        Thread[] left = new Thread[MOST_LEFT];
        for (int i = group.enumerate(left) - 1; i >= 0; i--) {
            left[i].join(PATIENCE_MILLIS);
        }
        System.out.println(name + " leaves " + group.activeCount());
        group.destroy();
    }

    /** DBCP, for it has no thread of its own. */
    private static void work(String name) {
        DataSource pool = Pool.DBCP.open(2);
        try {
            Bank bank = new Bank(pool, 1);
            bank.open();
            System.out.println(name + " got " + Long.toHexString(bank.work(0, 200)) + ", total " + bank.total());
            bank.close();
            ((AutoCloseable) pool).close();
        } catch (Exception unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }
}
