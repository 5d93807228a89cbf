package io.connwake.otlp.http;

import io.opentelemetry.sdk.common.export.Compressor;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import java.net.URI;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** All senders of one SDK: they share their threads and what they know of their peers. */
public final class SocketSenders implements HttpSenderProvider {
    /** One export of each signal, and one more of each that hangs until its deadline. */
    private static final int MOST_THREADS = 6;

    private final Consumer<String> notices;
    private final LongSupplier nanoClock;
    private final AtomicLong failures = new AtomicLong();
    /** By what their origins print: the JVM makes the equality of a record at 10 ms the first. */
    private final Map<String, Peer> peers = new ConcurrentHashMap<>();

    private final Queue<SocketSender> senders = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = new ThreadPoolExecutor(
            0, MOST_THREADS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), SocketSenders::thread);

    public SocketSenders(Consumer<String> notices, LongSupplier nanoClock) {
        this.notices = notices;
        this.nanoClock = nanoClock;
    }

    @Override
    public HttpSender createSender(HttpSenderConfig config) {
        URI endpoint = config.getEndpoint();
        Compressor compressor = config.getCompressor();
        Dialer dialer = new Dialer(
                endpoint,
                config.getConnectTimeout(),
                config.getProxyOptions() == null
                        ? null
                        : config.getProxyOptions().getProxySelector(),
                config.getSslContext());
        Exchange exchange = new Exchange(
                dialer,
                endpoint,
                config.getContentType(),
                compressor == null ? "" : compressor.getEncoding(),
                config.getMaxResponseBodySize());
        ExecutorService given = config.getExecutorService();
        SocketSender sender =
                new SocketSender(config, exchange, peer(dialer.origin()), given == null ? threads : given, failures);
        senders.add(sender);
        return sender;
    }

    /** Exports that did not arrive, tried or not. */
    public long failures() {
        return failures.get();
    }

    /** No endpoint is being left alone because it did not answer. */
    public boolean areWorthATry() {
        for (Peer peer : peers.values()) {
            if (!peer.isWorthATry()) {
                return false;
            }
        }
        return true;
    }

    /** No endpoint is left alone any longer. */
    public void areNeededNow() {
        for (Peer peer : peers.values()) {
            peer.isNeededNow();
        }
    }

    /** Ends every export under way, at once. */
    public void cut() {
        for (SocketSender sender : senders) {
            sender.cut();
        }
        senders.clear();
    }

    /** The same, and there will be no others. */
    public void close() {
        cut();
        threads.shutdown();
    }

    private Peer peer(Origin origin) {
        return peers.computeIfAbsent(origin.toString(), unknown -> new Peer(origin, notices, nanoClock));
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(null, work, "connwake-export", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(SocketSenders.class.getClassLoader());
        return thread;
    }
}
