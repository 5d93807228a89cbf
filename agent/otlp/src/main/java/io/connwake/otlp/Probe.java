package io.connwake.otlp;

import io.connwake.otlp.http.Origin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.util.List;

/** Asks whether anybody listens, which on loopback costs microseconds, before the SDK is started for nobody. */
final class Probe {
    private static final int LOOPBACK_MILLIS = 200;
    /** One that is far away, or whose first packet was lost, may take that long. */
    private static final int CONNECT_MILLIS = 1_500;

    private Probe() {}

    static boolean answers(Origin origin) {
        int millis = origin.isLoopback() ? LOOPBACK_MILLIS : CONNECT_MILLIS;
        try {
            for (InetAddress address : InetAddress.getAllByName(origin.plainHost())) {
                if (answers(new InetSocketAddress(address, origin.port()), millis)) {
                    return true;
                }
            }
            return false;
        } catch (IOException unknown) {
            return false;
        }
    }

    /** No proxy stands before it. */
    static boolean isDirect(Origin origin) {
        ProxySelector selector = origin.isLoopback() ? null : ProxySelector.getDefault();
        List<Proxy> choice = selector == null ? null : selector.select(URI.create(origin.toString()));
        return choice == null || choice.isEmpty() || choice.get(0).type() == Proxy.Type.DIRECT;
    }

    private static boolean answers(InetSocketAddress address, int millis) {
        try (Socket socket = new Socket(Proxy.NO_PROXY)) {
            socket.connect(address, millis);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
