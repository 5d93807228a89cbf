package io.connwake.recorder;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Scrubs an exception's message by allow-list: the plain words in which drivers and servers describe trouble are kept,
 * anything else (names, values, statements, addresses, secrets) becomes {@code ?}.
 */
final class Vocabulary {
    private static final int LONGEST = 300;
    private static final String KEPT_MARKS = " ,.:;()!";

    private static final Set<String> WORDS = new HashSet<>(Arrays.asList((""
                    + "'max_connections_per_hour' 'max_user_connections' a abort aborted about above absent accept "
                    + "accepting access acquire acquired acquiring acquisition action active add address admin "
                    + "administrator after again ago all allocated allow allowed already alter ambiguous an and "
                    + "another any applied are argument array as assign at attempt authenticate authentication "
                    + "authorization available back backend be because been before begin being between blocked both "
                    + "broken buffer but by call called can can't cancel canceled cancelled cannot case cause caused "
                    + "certificate certificates changed character check class client client_idle_limit "
                    + "client_idle_timeout clients clock close closed closing code column command commit committed "
                    + "communication communications complete completed concurrent configuration configured conflict "
                    + "connect connected connection connections constraint contains conversion correct corrupted "
                    + "could count crash crashed create created current cursor cycle data database date deadlock "
                    + "default deferred delete denied depth destroyed detected did different disabled discarded "
                    + "disconnect disconnected disk disposed division does doesn done down driver dropped due "
                    + "duplicate during each early either empty enabled encoding encrypted encryption end ended "
                    + "error errors established etc exceeded exception exclusive execute executed execution "
                    + "exhausted exist exists expected expired explicitly expression failed failover failure fatal "
                    + "fetch field file first for forced forcibly foreign found free from full function further "
                    + "general get given got granted group handler handshake has have hint host hostname i/o idle "
                    + "idle-in-transaction idle-session idle_transaction_timeout if ignored illegal in inactivity "
                    + "inbound incomplete incorrect index initialization initialize input insert instance instances "
                    + "insufficient integer integrity interface internal interrupt interrupted into invalid is "
                    + "isolation it its join key kill killed known large last late left level life limit line link "
                    + "listener local lock locked locks log login long longer longest lookup lost machine made many "
                    + "match matching max max_client_conn maximum may memory message method milliseconds minus "
                    + "mismatch missing mode more ms multiple must name near network never next no non not nothing "
                    + "null number numeric object obtained occurred of off old on one only open opened operate "
                    + "operation operations option or order other out outer overflow packet packets panic parameter "
                    + "parameters parse password peer pending permission permitted pipe pool "
                    + "poolableconnectionfactory pooledconnection possible precision prepare prepared primary "
                    + "privilege privileges procedure process processing prohibited protocol provided proxy public "
                    + "query query_wait_timeout queue range rate reached read reading ready reason receive received "
                    + "receiving record recovery recursion refused reject rejected relation release released "
                    + "remaining remote request requested required reserved reset resolution resource resources "
                    + "response restart restricted result results retrieval retry return returned returning right "
                    + "role roles roll rollback rolled route row rows savepoint schema see self select send sending "
                    + "sent sequence serializable serialization serialize server server_login_retry service session "
                    + "set severe severity shared shut shutdown shutting signed size slot slots snapshot socket "
                    + "software sorry source specified sql ssl stack starting startup state statement still stopped "
                    + "stream string subquery successfully such suitable superuser support supported syntax system "
                    + "table tables task tcp/ip temporarily temporary terminated terminating than that the there "
                    + "this thread threads time timed timed-out timeout timestamp tls to too total transaction "
                    + "transactions trigger try trying type unable unavailable unexpected unexpectedly unique "
                    + "universal unknown unless unreachable unsupported update usage use used user user's using "
                    + "valid value values verified version view violated violates violation wait waited waiting was "
                    + "were while will with within without would write writing wrong wsrep year you your zero fehler "
                    + "erreur errore erro fel hata błąd chyba ошибка помилка შეცდომა 오류 错误 fatale fatalt важно "
                    + "фатально ფატალური 치명적오류 致命错误")
            .split(" ")));

    private Vocabulary() {}

    static @Nullable String scrub(@Nullable String message) {
        if (message == null) {
            return null;
        }
        int length = Math.min(message.length(), LONGEST);
        StringBuilder scrubbed = new StringBuilder(length);
        int at = 0;
        while (at < length) {
            int end = at;
            while (end < message.length() && !isMark(message.charAt(end))) {
                end++;
            }
            if (end > at) {
                append(scrubbed, message.substring(at, end));
                at = end;
            } else {
                scrubbed.append(KEPT_MARKS.indexOf(message.charAt(at)) >= 0 ? message.charAt(at) : ' ');
                at++;
            }
        }
        return scrubbed.toString().trim();
    }

    private static void append(StringBuilder scrubbed, String token) {
        boolean isCode = scrubbed.length() == 0 && isCode(token);
        if (isCode || WORDS.contains(token.toLowerCase(Locale.ROOT))) {
            scrubbed.append(token);
        } else if (!endsWithUnknown(scrubbed)) {
            scrubbed.append('?');
        }
    }

    /** {@code ORA-12516}: Oracle's messages begin with the number that is the error's code. */
    private static boolean isCode(String token) {
        boolean isOracles = token.startsWith("ORA-") || token.startsWith("UCP-");
        if (!isOracles || token.length() != 9) {
            return false;
        }
        for (int i = 4; i < 9; i++) {
            if (token.charAt(i) < '0' || token.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean endsWithUnknown(StringBuilder scrubbed) {
        for (int i = scrubbed.length() - 1; i >= 0; i--) {
            char c = scrubbed.charAt(i);
            if (c != ' ') {
                return c == '?';
            }
        }
        return false;
    }

    /** White space and the marks between words; a quote or a hyphen belongs to its token, so that it hides with it. */
    private static boolean isMark(char c) {
        return c <= ' ' || KEPT_MARKS.indexOf(c) >= 0;
    }
}
