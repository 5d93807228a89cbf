package io.connwake.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One connection through a {@link Relay}. */
public final class Link {
    private final Relay relay;
    private final Socket client;
    private final Socket server;
    private volatile long lastNanos = System.nanoTime();
    private volatile boolean swallows;
    private volatile @Nullable Future<?> nextLook;

    /** Read and written by the thread that passes on what its client says. */
    private boolean hasSpoken;

    Link(Relay relay, Socket client, Socket server) throws IOException {
        this.relay = relay;
        this.client = client;
        this.server = server;
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
    }

    /** Since something was last passed on, either way. */
    public long idleNanos() {
        return System.nanoTime() - lastNanos;
    }

    public void cut(Cut how) {
        if (how == Cut.BLACKHOLE) {
            swallows = true;
            relay.lost(this);
            return;
        }
        if (how == Cut.RESET) {
            lingerNot();
        }
        end();
    }

    void awaits(Future<?> look) {
        nextLook = look;
    }

    void start() {
        Relay.daemon(() -> pass(client, server, true)).start();
        Relay.daemon(() -> pass(server, client, false)).start();
    }

    private void pass(Socket from, Socket to, boolean isRequest) {
        byte[] buffer = new byte[16_384];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                meetFaults(isRequest);
                if (!swallows) {
                    out.write(buffer, 0, length);
                    lastNanos = System.nanoTime();
                }
            }
        } catch (IOException gone) {
            // Then so is the other side.
        }
        if (!swallows) {
            end();
        }
    }

    private void meetFaults(boolean isRequest) {
        Cut connects = relay.ofConnects();
        if (isRequest && !hasSpoken && connects != null) {
            cut(connects);
        }
        if (isRequest) {
            hasSpoken = true;
        }
        if (relay.delayNanos() > 0) {
            LockSupport.parkNanos(relay.delayNanos());
        }
    }

    private void lingerNot() {
        try {
            client.setSoLinger(true, 0);
        } catch (IOException gone) {
            // Nothing is left to reset.
        }
    }

    /** In a blackhole neither side learns of the other's end before the relay's. */
    void end() {
        Future<?> look = nextLook;
        if (look != null) {
            look.cancel(false);
        }
        relay.ended(this);
        Relay.closed(client);
        Relay.closed(server);
    }
}
