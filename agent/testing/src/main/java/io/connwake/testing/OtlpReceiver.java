package io.connwake.testing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An OTLP/HTTP receiver on the loopback address that keeps what it was sent and can be made to misbehave while it runs.
 * All its threads are daemons.
 */
public final class OtlpReceiver implements AutoCloseable {
    static {
        // Read once, by the first HttpServer of the JVM. Without it every exchange waits for a delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final Inbox inbox = new Inbox();
    private final Faults faults = new Faults();
    private final ExecutorService answering = Executors.newCachedThreadPool(OtlpReceiver::daemon);
    private final InetSocketAddress address;
    private @Nullable HttpServer server;
    private @Nullable Socket portHolder;

    private OtlpReceiver(int port) {
        server = listening(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        address = server.getAddress();
    }

    public static OtlpReceiver start() {
        return new OtlpReceiver(0);
    }

    public static OtlpReceiver start(int port) {
        return new OtlpReceiver(port);
    }

    public int port() {
        return address.getPort();
    }

    /** For {@code OTEL_EXPORTER_OTLP_ENDPOINT}. */
    public String endpoint() {
        return "http://127.0.0.1:" + port();
    }

    public String endpoint(Signal signal) {
        return endpoint() + signal.path();
    }

    /** Every request that comes from now on meets this fault. */
    public void fail(Fault fault) {
        faults.fromNowOn(fault);
    }

    /** The next request meets this fault; said several times, one request after the other. */
    public void failOnce(Fault fault) {
        faults.once(fault);
    }

    /** Ends the lasting fault, and listens again where it had refused. Held requests stay held until released. */
    public void heal() {
        faults.fromNowOn(Fault.NONE);
        listen();
    }

    /** Lets go of every request that hangs or waits for its slow answer. */
    public void release() {
        faults.release();
    }

    /** Closes every connection and the listening socket: who comes is refused until the receiver heals. */
    public synchronized void refuse() {
        if (server == null) {
            return;
        }
        server.stop(0);
        server = null;
        portHolder = boundButDeaf(address);
    }

    private synchronized void listen() {
        if (server != null) {
            return;
        }
        letGoOfPort();
        server = listening(address);
    }

    public List<Request> requests() {
        return inbox.requests();
    }

    public int requestCount() {
        return requests().size();
    }

    public Telemetry telemetry() {
        return inbox.telemetry();
    }

    public List<SpanSeen> spans() {
        return telemetry().spans();
    }

    public List<SpanSeen> spansNamed(String prefix) {
        return telemetry().spansNamed(prefix);
    }

    public List<LogSeen> findings() {
        return telemetry().findings();
    }

    /** Returns as soon as what was taken is enough; fails after a minute, saying what came instead. */
    public Telemetry await(Predicate<Telemetry> enough) {
        return inbox.awaitTelemetry(enough);
    }

    /** Returns as soon as so many requests have come in all, also such as were turned away. */
    public List<Request> awaitRequests(int count) {
        return inbox.awaitRequests(count);
    }

    @Override
    public synchronized void close() {
        release();
        if (server != null) {
            server.stop(0);
            server = null;
        }
        letGoOfPort();
        answering.shutdownNow();
    }

    private HttpServer listening(InetSocketAddress where) {
        try {
            HttpServer listening = HttpServer.create(where, 0);
            listening.createContext("/", new Exports(inbox, faults));
            listening.setExecutor(answering);
            // The server's own thread inherits being a daemon from the thread that starts it.
            Thread starter = daemon(listening::start);
            starter.start();
            starter.join();
            return listening;
        } catch (IOException unavailable) {
            throw new UncheckedIOException(where + " is not to be had", unavailable);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("interrupted while starting to listen", interrupted);
        }
    }

    /** Keeps the port for us, without listening: nobody else gets it, and the kernel refuses who connects. */
    private static Socket boundButDeaf(InetSocketAddress where) {
        try {
            Socket holder = new Socket();
            holder.setReuseAddress(true);
            holder.bind(where);
            return holder;
        } catch (IOException unavailable) {
            throw new UncheckedIOException(where + " is not to be had", unavailable);
        }
    }

    private void letGoOfPort() {
        if (portHolder == null) {
            return;
        }
        try {
            portHolder.close();
        } catch (IOException stuck) {
            throw new UncheckedIOException(stuck);
        }
        portHolder = null;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "otlp-receiver");
        thread.setDaemon(true);
        return thread;
    }
}
