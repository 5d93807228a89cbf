package com.example.work;

import java.util.logging.LogManager;
import javax.sql.DataSource;

/**
 * A container that runs a first job in a thread group of its own, interrupts what is left in the group, waits until nothing is, and
 * destroys it. Then it goes on with another.
 */
public final class Grouping {
    private static final int MOST_LOOKS = 200;

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
        for (int i = 0; i < MOST_LOOKS && group.activeCount() > 0; i++) {
            Thread.sleep(10);
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
