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
    private static final String KEPT_MARKS = " ,.:;()";

    private static final Set<String> WORDS = new HashSet<>(Arrays.asList((""
                    + "a abort aborted about above absent accept accepting access acquire acquired action active add "
                    + "address after again ago all allocated allow allowed already alter ambiguous an and another any "
                    + "applied are argument array as at attempt authenticate authentication authorization available "
                    + "back backend be because been before begin being between both broken buffer but by call called "
                    + "can cancel canceled cancelled cannot case cause changed character check class client clock close "
                    + "closed code column command commit committed communication communications complete completed "
                    + "concurrent configuration configured conflict connect connected connection connections constraint "
                    + "contains conversion correct corrupted could count create created current cursor data database "
                    + "date deadlock default deferred delete denied depth destroyed detected did different disconnected "
                    + "disk division does doesn done driver dropped due duplicate during each early either empty "
                    + "enabled encoding end ended error errors etc exceeded exception exclusive execute executed "
                    + "execution exist exists expected expired explicitly expression failed failure fatal fetch field "
                    + "file first for forcibly foreign found from full function further get given got granted group "
                    + "handler handshake has have hint host idle if ignored illegal in inactivity incorrect index "
                    + "initialization initialize input insert instance insufficient integer integrity interface "
                    + "internal interrupted into invalid is isolation it its join key kill killed last late left level "
                    + "limit line link local lock locked locks log login long longer longest lookup lost made many "
                    + "match matching max maximum may memory message method milliseconds mismatch missing mode more ms "
                    + "multiple must name near network never next no non not nothing null number numeric object "
                    + "obtained of off old on one only open opened operation operations option or order other out outer "
                    + "overflow packet packets parameter parameters parse password peer pending permission permitted "
                    + "pipe pool possible precision prepare prepared primary privilege privileges procedure process "
                    + "processing protocol provided query queue range reached read reading ready reason receive "
                    + "received record recovery recursion refused reject rejected relation release released remaining "
                    + "remote request requested required reserved reset resource resources response restart result "
                    + "results retry returned returning right role roles roll rollback rolled row rows savepoint schema "
                    + "see select send sending sent sequence serializable serialization serialize server session set "
                    + "severity shared shut shutdown shutting size slot slots snapshot socket specified ssl stack "
                    + "starting startup state statement still stopped stream string subquery successfully such "
                    + "superuser supported syntax system table tables task temporarily temporary terminated terminating "
                    + "than that the there this thread threads time timed timeout timestamp to too total transaction "
                    + "transactions trigger try trying type unable unavailable unexpected unexpectedly unique unknown "
                    + "unreachable unsupported update usage use used user using valid value values version view "
                    + "violated violates violation wait waited waiting was were while will with within without would "
                    + "write writing wrong year your zero")
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
        if (WORDS.contains(token.toLowerCase(Locale.ROOT))) {
            scrubbed.append(token);
        } else if (!endsWithUnknown(scrubbed)) {
            scrubbed.append('?');
        }
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
