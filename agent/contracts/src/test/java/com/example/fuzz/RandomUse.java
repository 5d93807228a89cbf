package com.example.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Arguments: operations for each thread, then a seed for each stack. Each is used by eight threads: those with an even seed
 * one operation after the other, so that the results are the same each time, the others all at once. Prints what came of
 * it, and what the program counted.
 */
public final class RandomUse {
    private static final int THREADS = 8;
    private static final long COLLECTED_MILLIS = 4_000;

    private RandomUse() {}

    public static void main(String[] args) throws Exception {
        System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "-1");
        Class.forName(StubDriver.class.getName());
        int operations = Integer.parseInt(args[0]);
        List<Stacks> stacks = new ArrayList<>();
        for (int i = 1; i < args.length; i++) {
            stacks.add(use(Long.parseLong(args[i]), operations));
        }
        collect();
        for (Stacks each : stacks) {
            each.close();
            StubServer server = StubServer.of(each.name);
            System.out.println("server " + each.name + " " + server.opened + " " + server.closed);
        }
    }

    private static Stacks use(long seed, int operations) throws Exception {
        String name = "fuzz" + seed;
        Random random = new Random(seed);
        Stacks stack = new Stacks(name, random, seed % 2 == 0 ? 2_000 : 250);
        Work.Ledger ledger = new Work.Ledger();
        List<Work> works = new ArrayList<>();
        List<ExecutorService> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            String thread = name + "-" + i;
            works.add(new Work(stack, thread, new Random(random.nextLong()), ledger));
            threads.add(Executors.newSingleThreadExecutor(task -> daemon(task, thread)));
        }
        System.out.println("stack " + name + " " + stack);
        if (seed % 2 == 0) {
            inTurn(stack, works, threads, operations, random);
        } else {
            atOnce(works, threads, operations);
        }
        threads.get(0).submit(works.get(0)::takeBack).get();
        for (int i = 0; i < THREADS; i++) {
            threads.get(i).submit(works.get(i)::finish).get();
        }
        for (ExecutorService each : threads) {
            each.shutdown();
            each.awaitTermination(10, TimeUnit.SECONDS);
        }
        count(name, stack, ledger);
        return stack;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private static void inTurn(
            Stacks stack, List<Work> works, List<ExecutorService> threads, int operations, Random random)
            throws Exception {
        StubServer server = StubServer.of(stack.name);
        boolean mayRefuse = stack.base != Stacks.Base.HIKARI; // which tries again when it likes
        for (int i = 0; i < operations * THREADS; i++) {
            int thread = random.nextInt(THREADS);
            server.refuses = random.nextInt(12) == 0 && mayRefuse;
            String said = threads.get(thread).submit(works.get(thread)::next).get();
            System.out.println("result " + stack.name + " " + i + " " + thread + " " + said);
        }
        server.refuses = false;
    }

    private static void atOnce(List<Work> works, List<ExecutorService> threads, int operations) throws Exception {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Work work = works.get(i);
            running.add(threads.get(i).submit(() -> {
                for (int done = 0; done < operations; done++) {
                    work.next();
                }
            }));
        }
        for (Future<?> each : running) {
            each.get();
        }
    }

    private static void count(String name, Stacks stack, Work.Ledger ledger) {
        TreeMap<String, Integer> counted = new TreeMap<>();
        ledger.leases.forEach(lease -> counted.merge(lease, 1, Integer::sum));
        counted.forEach((lease, times) -> System.out.println("lease " + name + " " + times + " " + lease));
        System.out.println("count " + name + " " + ledger.acquired + " " + ledger.failed + " " + ledger.dropped + " "
                + stack.base + " " + (stack.isStub ? "stub" : "h2"));
    }

    /** Long enough for whoever looks for garbage once a second. */
    private static void collect() throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(COLLECTED_MILLIS);
        while (System.nanoTime() < until) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }
}
