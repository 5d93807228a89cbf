package com.example.work;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;

/**
 * Clerks at work, their answers and the bank's total, and then an end: hikari or dbcp, clerks, leases of each, and how it
 * ends: return, exit, handler, halt, or any other word for not at all.
 */
public final class Working {
    private static final int CONNECTIONS = 3;

    private Working() {}

    public static void main(String[] args) throws Exception {
        DataSource pool =
                Pool.valueOf(args[0].toUpperCase(java.util.Locale.ROOT)).open(CONNECTIONS);
        int clerks = Integer.parseInt(args[1]);
        Bank bank = new Bank(pool, clerks);
        bank.open();
        int clerk = 0;
        for (long answers : workAll(bank, clerks, Integer.parseInt(args[2]))) {
            System.out.println("clerk " + clerk++ + " got " + Long.toHexString(answers));
        }
        System.out.println("total " + bank.total());
        Finale.await();
        end(args[3], pool, bank);
    }

    private static List<Long> workAll(Bank bank, int clerks, int leases) throws Exception {
        ExecutorService desks = Executors.newFixedThreadPool(clerks);
        List<Callable<Long>> work = new ArrayList<>();
        for (int i = 0; i < clerks; i++) {
            int clerk = i;
            work.add(() -> bank.work(clerk, leases));
        }
        List<Long> answers = new ArrayList<>();
        for (Future<Long> each : desks.invokeAll(work)) {
            answers.add(each.get());
        }
        desks.shutdown();
        return answers;
    }

    private static void end(String how, DataSource pool, Bank bank) throws Exception {
        switch (how) {
            case "return" -> {
                ((AutoCloseable) pool).close();
                Finale.last();
            }
            case "exit" -> {
                goOn(bank);
                Finale.last();
                System.exit(3);
            }
            case "handler" -> {
                goOn(bank);
                Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
                    System.out.println("end of " + failure.getMessage());
                    System.exit(4);
                });
                throw new IllegalStateException("all work");
            }
            case "halt" -> {
                goOn(bank);
                Finale.last();
                Runtime.getRuntime().halt(5);
            }
            default -> {
                goOn(bank);
                Finale.last();
                Thread.currentThread().join();
            }
        }
    }

    /** Leases begin and end until the process does. */
    private static void goOn(Bank bank) {
        Thread thread = new Thread(() -> {
            while (true) {
                try {
                    bank.work(0, 100);
                } catch (SQLException ended) {
                    return;
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
