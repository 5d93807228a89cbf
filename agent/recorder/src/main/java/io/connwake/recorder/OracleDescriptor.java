package io.connwake.recorder;

import io.connwake.recorder.event.Peer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code (DESCRIPTION=(ADDRESS=(HOST=…)(PORT=…))(CONNECT_DATA=(SERVICE_NAME=…)))}: the first address that names a host,
 * and the service or SID. Of a descriptor whose brackets don't pair nothing is told.
 */
final class OracleDescriptor {
    private static final int DEEPEST = 16;

    private final String text;
    private final String[] path = new String[DEEPEST];
    private int depth;
    private int at;
    private int addresses;
    private int told;
    private @Nullable String host;
    private @Nullable String port;
    private @Nullable String service;

    private OracleDescriptor(String text) {
        this.text = text;
    }

    static @Nullable Peer read(String text) {
        OracleDescriptor descriptor = new OracleDescriptor(text);
        boolean wellFormed = descriptor.isWellFormed();
        return wellFormed ? OracleUrl.peer(descriptor.host, descriptor.port, descriptor.service) : null;
    }

    private boolean isWellFormed() {
        do {
            skipBlanks();
            if (!(isAt('(') ? opens() : isAt(')') && closes())) {
                return false;
            }
        } while (depth > 0);
        skipBlanks();
        return at == text.length() || isAt('?');
    }

    private boolean opens() {
        int equals = text.indexOf('=', at);
        if (equals < 0 || depth == DEEPEST) {
            return false;
        }
        String key = text.substring(at + 1, equals).trim().toUpperCase(Locale.ROOT);
        if (AllowList.identifier(key) == null) {
            return false;
        }
        path[depth++] = key;
        addresses += key.equals("ADDRESS") ? 1 : 0;
        at = equals + 1;
        skipBlanks();
        return isAt('(') || value();
    }

    private boolean value() {
        int end = text.indexOf(')', at);
        if (end < 0) {
            return false;
        }
        String value = text.substring(at, end).trim();
        at = end;
        keep(path[depth - 1], depth < 2 ? "" : path[depth - 2], value);
        return value.indexOf('(') < 0;
    }

    private boolean closes() {
        at++;
        depth--;
        return true;
    }

    private void keep(String key, String parent, String value) {
        if (parent.equals("ADDRESS") && key.equals("HOST") && host == null) {
            host = value;
            port = told == addresses ? port : null;
            told = addresses;
        } else if (parent.equals("ADDRESS") && key.equals("PORT") && (host == null || told == addresses)) {
            port = value;
            told = addresses;
        } else if (parent.equals("CONNECT_DATA") && (key.equals("SERVICE_NAME") || key.equals("SID"))) {
            service = service == null ? value : service;
        }
    }

    private void skipBlanks() {
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
    }

    private boolean isAt(char mark) {
        return at < text.length() && text.charAt(at) == mark;
    }
}
