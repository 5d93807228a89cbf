package io.connwake.otlp.http;

import java.net.URI;

/**
 * Scheme, host and port of an endpoint. Read from the authority by hand: {@link URI#getHost()} is null for names with an
 * underscore, as container networks have them.
 */
public record Origin(boolean tls, String host, int port) {
    public static Origin of(URI endpoint) {
        boolean tls = "https".equalsIgnoreCase(endpoint.getScheme());
        String authority = endpoint.getRawAuthority() == null ? "" : endpoint.getRawAuthority();
        authority = authority.substring(authority.lastIndexOf('@') + 1);
        int colon = authority.lastIndexOf(':');
        boolean named = colon > authority.lastIndexOf(']') && colon < authority.length() - 1;
        int port = named ? Integer.parseInt(authority.substring(colon + 1)) : tls ? 443 : 80;
        return new Origin(tls, colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority, port);
    }

    /** Without the brackets that an IPv6 address has in a URI. */
    public String plainHost() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    public boolean isLoopback() {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    String authority() {
        return host + ":" + port;
    }

    @Override
    public String toString() {
        return (tls ? "https://" : "http://") + authority();
    }
}
