package io.connwake.lambda;

import io.connwake.pipeline.origin.Guard;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The internal extension, on a daemon thread: registers, then is told of each invocation, and whatever comes of that asks
 * for the next one. Lambda waits for it, so it stops asking only where it never was registered.
 */
final class Extension {
    private static final String NAME = "connwake";
    private static final int REGISTER_MILLIS = 10_000;
    private static final int MOST_FAILURES = 12;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final ExtensionClient client;
    private final String events;
    private final Listener listener;
    private final Guard guard;
    private final CountDownLatch called = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean attached;
    /** It was attached once: whatever fails from then on, the application out of descriptors say, it asks again. */
    private boolean registered;

    private int failures;

    /** On the extension's thread. */
    interface Listener {
        void registered(ExtensionClient.Registered by);

        /** Lambda gave it out, and waits from then on until this returns. */
        void invoked(ExtensionClient.Happening invocation) throws InterruptedException;
    }

    /** @param events that it is to be told of, as the API writes them */
    Extension(ExtensionClient client, String events, Listener listener, Guard guard) {
        this.client = client;
        this.events = events;
        this.listener = listener;
        this.guard = guard;
        this.thread = new Thread(null, new Life(), "connwake-extension", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(Extension.class.getClassLoader());
    }

    /** Starts the thread, which gets ready for {@link #register} and waits for it. */
    void prepare() {
        thread.start();
    }

    /**
     * Registers; true if it is registered within that time. If it is later, for it may have been accepted, it asks for
     * events all the same, or Lambda would wait for ever.
     */
    boolean register(long timeoutNanos) throws InterruptedException {
        called.countDown();
        return answered.await(timeoutNanos, TimeUnit.NANOSECONDS) && attached;
    }

    /** Whether Lambda tells it of what happens. */
    boolean isAttached() {
        return attached;
    }

    private void getReady() {
        try {
            client.warmUp();
        } catch (IOException notYet) {
            attached = false;
        }
    }

    private void register() {
        try {
            called.await();
            ExtensionClient.Registered by = client.register(NAME, events, REGISTER_MILLIS);
            attached = true;
            registered = true;
            answered.countDown();
            listener.registered(by);
        } catch (IOException | InterruptedException refused) {
            attached = false;
        } finally {
            answered.countDown();
        }
    }

    private void turn() {
        ExtensionClient.Happening next = next();
        if (next == null) {
            return;
        }
        try {
            listener.invoked(next);
        } catch (InterruptedException stray) {
            failures++; // nobody of ours interrupts this thread, and Lambda waits for it
        }
    }

    /** Null if nothing happened that anybody cares for. */
    private ExtensionClient.@Nullable Happening next() {
        try {
            ExtensionClient.Happening next = client.next();
            attached = true;
            registered = true;
            if (next.isInvocation()) {
                failures = 0;
                return next;
            }
            failures = Math.min(failures, MOST_FAILURES / 2);
        } catch (IOException failed) {
            attached = false;
        }
        return null;
    }

    /** 10 ms, then twice as long each time. */
    private void rest() {
        try {
            Thread.sleep(Math.min(LONGEST_PAUSE_MILLIS, 5L << Math.min(failures, 20)));
        } catch (InterruptedException stray) {
            failures++;
        }
    }

    private final class Life implements Runnable {
        private static final int READY = 0;
        private static final int REGISTER = 1;
        private static final int TURN = 2;
        private static final int REST = 3;

        @Override
        public void run() {
            guard.run("extension", new Step(READY));
            guard.run("extension", new Step(REGISTER));
            Runnable turn = new Step(TURN);
            Runnable rest = new Step(REST);
            while (registered || (failures < MOST_FAILURES && (attached || failures > 0))) {
                failures++; // until it is told of an invocation, so that none of what fails makes it run hot
                guard.run("extension", turn);
                if (failures > 0) {
                    guard.run("extension", rest);
                }
            }
            attached = false;
        }

        private final class Step implements Runnable {
            private final int what;

            Step(int what) {
                this.what = what;
            }

            @Override
            public void run() {
                if (what == READY) {
                    getReady();
                } else if (what == REGISTER) {
                    register();
                } else if (what == TURN) {
                    turn();
                } else {
                    rest();
                }
            }
        }
    }
}
