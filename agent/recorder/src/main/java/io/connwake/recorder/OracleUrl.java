package io.connwake.recorder;

import io.connwake.recorder.event.Peer;
import org.jspecify.annotations.Nullable;

/**
 * {@code thin:user/password@target}, where the target is {@code host:port:sid}, {@code //host:port/service}, a connect
 * descriptor, or a name that is resolved elsewhere (an alias, a directory, a configuration store), of which nothing is
 * told. The forms are those of Oracle's JDBC Developer's Guide, "Data Sources and URLs".
 *
 * <p>Since a password may have any mark in it, the target is what follows the last {@code @}, and only if it is
 * well-formed to its end. The semantic conventions' {@code db.namespace} is the database's unique name, which no URL
 * has; the service or the SID stands for it.
 */
final class OracleUrl {
    static final String SYSTEM = "oracle.db";
    private static final int USUAL_PORT = 1521;

    private OracleUrl() {}

    static Peer parse(String rest) {
        String target = target(rest);
        Peer peer = target == null ? null : target.startsWith("(") ? OracleDescriptor.read(target) : named(target);
        return peer == null ? JdbcUrl.unknown(SYSTEM) : peer;
    }

    static @Nullable Peer peer(@Nullable String host, @Nullable String port, @Nullable String service) {
        String address = AllowList.host(host);
        int number = AllowList.port(port, USUAL_PORT);
        String name = AllowList.identifier(service);
        boolean broken = address == null || number == AllowList.NO_PORT || (service != null && name == null);
        return broken ? null : new Peer(SYSTEM, address, number, name);
    }

    private static @Nullable String target(String rest) {
        int body = rest.indexOf(':') + 1;
        if (AllowList.identifier(rest.substring(0, Math.max(0, body - 1))) == null) {
            return null;
        }
        if (rest.startsWith("@", body)) {
            return rest.substring(body + 1).trim();
        }
        int last = rest.lastIndexOf('@');
        boolean ambiguous = last < body || isBefore(rest, '?', last) || isBefore(rest, '(', last);
        return ambiguous ? null : rest.substring(last + 1).trim();
    }

    private static boolean isBefore(String text, char mark, int end) {
        int at = text.indexOf(mark);
        return at >= 0 && at < end;
    }

    /** {@code tcps://host1,host2:port/service:server/instance?name=value}, {@code host:port:sid}. */
    private static @Nullable Peer named(String target) {
        int question = target.indexOf('?');
        String plain = question < 0 ? target : target.substring(0, question);
        int slashes = plain.indexOf("//");
        String protocol = slashes < 0 ? "" : plain.substring(0, slashes);
        if (!protocol.isEmpty() && !protocol.equalsIgnoreCase("tcp:") && !protocol.equalsIgnoreCase("tcps:")) {
            return null;
        }
        String bare = slashes < 0 ? plain : plain.substring(slashes + 2);
        int slash = bare.indexOf('/');
        if (slash >= 0) {
            return addressed(bare.substring(0, slash), bare.substring(slash + 1));
        }
        int close = Math.max(0, bare.indexOf(']'));
        int first = bare.indexOf(':', close);
        int second = first < 0 ? -1 : bare.indexOf(':', first + 1);
        if (second >= 0) {
            return peer(bare.substring(0, first), bare.substring(first + 1, second), bare.substring(second + 1));
        }
        return first < 0 && slashes < 0 ? null : addressed(bare, "");
    }

    /** Hosts without a port have that of the next one which has. */
    private static @Nullable Peer addressed(String hosts, String services) {
        int end = firstOf(hosts, ",;", 0);
        int close = hosts.startsWith("[") ? Math.max(0, hosts.indexOf(']')) : 0;
        int colon = hosts.indexOf(':', close);
        String host = hosts.substring(0, colon < 0 ? end : Math.min(end, colon));
        String port = colon < 0 ? null : hosts.substring(colon + 1, firstOf(hosts, ",;", colon));
        int serviceEnd = firstOf(services, ":/", 0);
        boolean broken = !isMadeOfHosts(hosts) || !isMadeOfNames(services, serviceEnd);
        return broken ? null : peer(host, port, serviceEnd == 0 ? null : services.substring(0, serviceEnd));
    }

    private static boolean isMadeOfHosts(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isLetterOrDigit(text.charAt(i)) && ".-_:,;[]".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Behind the service: the kind of server, the instance. */
    private static boolean isMadeOfNames(String text, int start) {
        for (int i = start; i < text.length(); i++) {
            if (!Character.isLetterOrDigit(text.charAt(i)) && ".-_$:/".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static int firstOf(String text, String marks, int start) {
        for (int i = start; i < text.length(); i++) {
            if (marks.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }
}
