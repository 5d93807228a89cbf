package io.connwake.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A way to a server on the loopback address, on which connections die as they do on a network: on command, or after they
 * have been idle for a limit of its own.
 */
public final class Relay implements AutoCloseable {
    private final int target;
    private final ServerSocket front;
    private final List<Link> links = new CopyOnWriteArrayList<>();
    private final List<Link> lost = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService clock = new ScheduledThreadPoolExecutor(1, Relay::daemon);
    private volatile @Nullable Cut ofConnects;
    private volatile @Nullable IdleLimit limit;
    private volatile long delayNanos;

    private record IdleLimit(long nanos, Cut how) {}

    private Relay(int target) throws IOException {
        this.target = target;
        this.front = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        daemon(this::accept).start();
    }

    /** To a server that listens on this port. */
    public static Relay to(int port) {
        try {
            return new Relay(port);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public int port() {
        return front.getLocalPort();
    }

    /** The URL of a database of that server, by this way. */
    public String url(Database database) {
        return database.jdbcUrl().replace(":" + target + "/", ":" + port() + "/");
    }

    /** The connections that are not cut yet, oldest first. */
    public List<Link> links() {
        return List.copyOf(links);
    }

    public List<Link> idleFor(Duration time) {
        return links.stream().filter(link -> link.idleNanos() >= time.toNanos()).toList();
    }

    /** All that there are. */
    public void cut(Cut how) {
        links.forEach(link -> link.cut(how));
    }

    /** From now on each that is new, with the first word of its client; null to pass them on again. */
    public void cutConnects(@Nullable Cut how) {
        ofConnects = how;
    }

    /** From now on each that is idle for so long, as a server, a proxy or a firewall does. */
    public Relay idleLimit(Duration time, Cut how) {
        limit = new IdleLimit(time.toNanos(), how);
        links.forEach(this::watch);
        return this;
    }

    /** Whatever comes is passed on so much later. */
    public void delay(Duration time) {
        delayNanos = time.toNanos();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        closed(front);
        cut(Cut.RESET);
        lost.forEach(Link::end);
    }

    long delayNanos() {
        return delayNanos;
    }

    @Nullable
    Cut ofConnects() {
        return ofConnects;
    }

    void lost(Link link) {
        lost.add(link);
        links.remove(link);
    }

    void ended(Link link) {
        links.remove(link);
    }

    static void closed(AutoCloseable closing) {
        try {
            closing.close();
        } catch (Exception gone) {
            // It is closed then.
        }
    }

    static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        return thread;
    }

    private void accept() {
        while (!front.isClosed()) {
            try {
                join(front.accept());
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void join(Socket client) {
        try {
            Link link = new Link(this, client, new Socket(InetAddress.getLoopbackAddress(), target));
            links.add(link);
            link.start();
            watch(link);
        } catch (IOException refused) {
            closed(client);
        }
    }

    private void watch(Link link) {
        IdleLimit set = limit;
        if (set == null || !links.contains(link) || clock.isShutdown()) {
            return;
        }
        long left = set.nanos() - link.idleNanos();
        if (left <= 0) {
            link.cut(set.how());
        } else {
            link.awaits(clock.schedule(() -> watch(link), left, TimeUnit.NANOSECONDS));
        }
    }
}
