package io.connwake.lambda;

import io.connwake.pipeline.origin.Guard;

/** Flushes every ten seconds, on a daemon thread, for an environment that is never frozen. */
final class Period implements Runnable {
    private static final long MILLIS = 10_000;
    private static final long FLUSH_NANOS = 5_000_000_000L;

    private final Drainage drain;
    private final Guard guard;
    private volatile boolean interrupted;

    Period(Drainage drain, Guard guard) {
        this.drain = drain;
        this.guard = guard;
    }

    void start() {
        Thread thread = new Thread(null, this, "connwake-flush", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(Period.class.getClassLoader());
        thread.start();
    }

    @Override
    public void run() {
        Runnable flush = new Flush();
        while (!interrupted) {
            guard.run("flush", flush);
        }
    }

    private final class Flush implements Runnable {
        @Override
        public void run() {
            try {
                Thread.sleep(MILLIS);
                drain.flush(FLUSH_NANOS);
            } catch (InterruptedException ended) {
                interrupted = true;
            }
        }
    }
}
