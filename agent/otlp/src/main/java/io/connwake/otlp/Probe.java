package io.connwake.otlp;

import io.connwake.otlp.http.Origin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;

/** Asks whether anybody listens, which on loopback costs microseconds, before the SDK is started for nobody. */
final class Probe {
    private static final int CONNECT_MILLIS = 200;

    private Probe() {}

    static boolean answers(Origin origin) {
        try {
            for (InetAddress address : InetAddress.getAllByName(origin.plainHost())) {
                if (answers(new InetSocketAddress(address, origin.port()))) {
                    return true;
                }
            }
            return false;
        } catch (IOException unknown) {
            return false;
        }
    }

    private static boolean answers(InetSocketAddress address) {
        try (Socket socket = new Socket(Proxy.NO_PROXY)) {
            socket.connect(address, CONNECT_MILLIS);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
