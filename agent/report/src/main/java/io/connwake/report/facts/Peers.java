package io.connwake.report.facts;

import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Names;
import org.jspecify.annotations.Nullable;

/** Servers by name. */
public final class Peers {
    private Peers() {}

    /** {@code address:port}; null where it is not known, as of a database in memory. */
    public static @Nullable String of(Attributes attributes) {
        String address = Values.text(attributes, Names.SERVER_ADDRESS);
        if (address == null) {
            return null;
        }
        long port = Values.whole(attributes, Names.SERVER_PORT, -1);
        String host = address.indexOf(':') >= 0 ? "[" + address + "]" : address;
        return port < 0 ? host : host + ":" + port;
    }
}
