package io.connwake.pipeline.failure;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * PostgreSQL's first word: {@code ERROR} is of the statement, whatever the state that a function, a foreign server put into
 * it; {@code FATAL} ends the session (manual, "Message Severity Levels"). In the language of {@code lc_messages}, as in the
 * server's catalogues.
 */
final class Severity {
    private static final Set<String> ERROR = new HashSet<>(Arrays.asList(
            "error", "fehler", "erreur", "errore", "erro", "fel", "hata", "błąd", "chyba", "ошибка", "помилка",
            "შეცდომა", "오류", "错误"));
    private static final Set<String> FATAL = new HashSet<>(
            Arrays.asList("fatal", "panic", "fatale", "fatalt", "важно", "фатально", "ფატალური", "치명적오류", "致命错误"));

    private Severity() {}

    static boolean isError(Said error) {
        return error.isPostgres() && ERROR.contains(of(error));
    }

    static boolean isFatal(Said error) {
        return FATAL.contains(of(error));
    }

    private static String of(Said error) {
        int end = error.text().indexOf(':');
        return end < 0 ? "" : error.text().substring(0, end);
    }
}
