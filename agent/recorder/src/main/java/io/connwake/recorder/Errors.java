package io.connwake.recorder;

import io.connwake.recorder.event.ErrorFacts;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the facts out of an exception, once, by its accessors alone. */
public final class Errors {
    private static final int LONGEST_CHAIN = 12;
    private static final int LONGEST_NAME = "S_2147483647".length();
    private static final String QUOTES = "\"'\u00ab\u00bb\u00a0\u201c\u201d\u201e";

    private Errors() {}

    static ErrorFacts read(Throwable thrown) {
        List<Throwable> seen = new ArrayList<>();
        seen.add(thrown);
        List<ErrorFacts> causes = new ArrayList<>();
        for (Throwable at = thrown.getCause(); at != null && isNew(at, seen); at = at.getCause()) {
            causes.add(alone(at));
        }
        SQLException next = thrown instanceof SQLException sql ? sql.getNextException() : null;
        for (; next != null && isNew(next, seen); next = next.getNextException()) {
            causes.add(alone(next));
        }
        return facts(thrown, causes);
    }

    // equals() is the application's
    private static boolean isNew(Throwable at, List<Throwable> seen) {
        if (seen.size() >= LONGEST_CHAIN) {
            return false;
        }
        for (Throwable each : seen) {
            if (each == at) {
                return false;
            }
        }
        seen.add(at);
        return true;
    }

    private static ErrorFacts alone(Throwable thrown) {
        return facts(thrown, List.of());
    }

    private static ErrorFacts facts(Throwable thrown, List<ErrorFacts> causes) {
        String type = thrown.getClass().getName();
        if (thrown instanceof SQLException sql) {
            return facts(type, sql.getSQLState(), sql.getErrorCode(), thrown.getMessage(), causes);
        }
        return facts(type, null, 0, thrown.getMessage(), causes);
    }

    /** Of an exception that said so; its message is not scrubbed yet. */
    public static ErrorFacts facts(
            String type, @Nullable String sqlState, int vendorCode, @Nullable String message, List<ErrorFacts> causes) {
        String text = Vocabulary.scrub(message);
        if (text != null && message != null && isOfPreparedStatement(type, sqlState)) {
            text += generatedName(message);
        }
        return new ErrorFacts(type, state(sqlState), vendorCode, text, causes);
    }

    /** Of PostgreSQL: its name is taken, or there is none of that name. */
    private static boolean isOfPreparedStatement(String type, @Nullable String sqlState) {
        return type.startsWith("org.postgresql.") && ("42P05".equals(sqlState) || "26000".equals(sqlState));
    }

    /**
     * {@code (S_1)} where it is such a name as pgjdbc counts up for what it prepares itself, in the quotes of any language
     * and on the first line: those below may hold SQL. Empty if there is none.
     */
    private static String generatedName(String message) {
        int line = message.indexOf('\n') < 0 ? message.length() : message.indexOf('\n');
        for (int at = message.indexOf("S_"); at > 0 && at < line; at = message.indexOf("S_", at + 1)) {
            int end = at + 2;
            while (end < line && message.charAt(end) >= '0' && message.charAt(end) <= '9') {
                end++;
            }
            boolean isName = end > at + 2 && end < line && end - at <= LONGEST_NAME;
            if (isName && isQuote(message.charAt(at - 1)) && isQuote(message.charAt(end))) {
                return " (" + message.substring(at, end) + ")";
            }
        }
        return "";
    }

    private static boolean isQuote(char c) {
        return QUOTES.indexOf(c) >= 0;
    }

    /** Five letters or digits; anything else is no SQLState and might be anything. */
    private static @Nullable String state(@Nullable String text) {
        if (text == null || text.length() != 5) {
            return null;
        }
        for (int i = 0; i < 5; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z')) {
                return null;
            }
        }
        return text;
    }
}
