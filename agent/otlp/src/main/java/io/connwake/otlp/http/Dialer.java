package io.connwake.otlp.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Opens the socket for one request: direct or through a proxy, under TLS where the endpoint asks for it. */
final class Dialer {
    private final URI endpoint;
    private final Duration connectTimeout;
    private final @Nullable ProxySelector proxies;
    private final Origin origin;
    private @Nullable SSLContext ssl;

    Dialer(URI endpoint, Duration connectTimeout, @Nullable ProxySelector proxies, @Nullable SSLContext ssl) {
        this.endpoint = endpoint;
        this.origin = Origin.of(endpoint);
        this.connectTimeout = connectTimeout;
        this.proxies = proxies;
        this.ssl = ssl;
    }

    /** The proxy of this request, {@link Proxy#NO_PROXY} for none; a host on loopback has none. */
    Proxy proxy() {
        ProxySelector selector = proxies != null ? proxies : origin.isLoopback() ? null : ProxySelector.getDefault();
        if (selector == null) {
            return Proxy.NO_PROXY;
        }
        List<Proxy> choice = selector.select(endpoint);
        return choice == null || choice.isEmpty() ? Proxy.NO_PROXY : choice.get(0);
    }

    /** The call knows the plain socket alone: to close a TLS socket from outside waits for a writer that is stuck. */
    Socket dial(Call call, Proxy proxy) throws IOException {
        Socket socket = connected(call, proxy);
        if (!origin.tls()) {
            return socket;
        }
        if (proxy.type() == Proxy.Type.HTTP) {
            tunnel(socket, call.deadline());
        }
        return secured(socket, call);
    }

    Origin origin() {
        return origin;
    }

    private Socket connected(Call call, Proxy proxy) throws IOException {
        if (proxy.type() == Proxy.Type.SOCKS) {
            return attempt(
                    call, new Socket(proxy), InetSocketAddress.createUnresolved(origin.plainHost(), origin.port()));
        }
        String host = origin.plainHost();
        int port = origin.port();
        if (proxy.type() == Proxy.Type.HTTP && proxy.address() instanceof InetSocketAddress through) {
            host = through.getHostString();
            port = through.getPort();
        }
        IOException failure = new ConnectException("no address");
        for (InetAddress address : InetAddress.getAllByName(host)) {
            try {
                // A socket made without a proxy would ask the host's proxy selector on its own.
                return attempt(call, new Socket(Proxy.NO_PROXY), new InetSocketAddress(address, port));
            } catch (IOException next) {
                failure = next;
            }
        }
        throw failure;
    }

    private Socket attempt(Call call, Socket socket, InetSocketAddress address) throws IOException {
        call.goesOver(socket);
        try {
            socket.connect(
                    address, (int) Math.min(call.deadline().remainingMillis(), Math.max(1, connectTimeout.toMillis())));
            socket.setTcpNoDelay(true);
            return socket;
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
    }

    private void tunnel(Socket socket, Deadline deadline) throws IOException {
        String connect = "CONNECT " + origin.authority() + " HTTP/1.1\r\nHost: " + origin.authority() + "\r\n\r\n";
        socket.getOutputStream().write(connect.getBytes(StandardCharsets.ISO_8859_1));
        Answer answer = new AnswerReader(socket, deadline).head();
        if (!answer.accepted()) {
            throw new ConnectException("the proxy answered " + answer.getStatusCode());
        }
    }

    private Socket secured(Socket plain, Call call) throws IOException {
        SSLSocket socket =
                (SSLSocket) context().getSocketFactory().createSocket(plain, origin.plainHost(), origin.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(call.deadline().remainingMillis());
        socket.startHandshake();
        return socket;
    }

    /** Not the JVM's default context: to ask for it would fix the host's trust store before the host has set it. */
    private synchronized SSLContext context() throws IOException {
        SSLContext known = ssl;
        if (known != null) {
            return known;
        }
        try {
            SSLContext own = SSLContext.getInstance("TLS");
            own.init(null, null, null);
            ssl = own;
            return own;
        } catch (GeneralSecurityException failure) {
            throw new IOException("no TLS", failure);
        }
    }
}
