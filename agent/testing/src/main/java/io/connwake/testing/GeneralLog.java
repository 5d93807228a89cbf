package io.connwake.testing;

import io.connwake.testing.Database.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a MariaDB server writes down of its sessions: of each line the thread id, the command and its text. A
 * {@code Connect} names who asks for what, also where {@code max_connections} turns them away without another word; who
 * is let in runs {@code init_connect} first, still within the connect, for every driver asks something there.
 */
record GeneralLog(Path file) {
    static final String LET_IN = "DO 'let in'";

    private static final Pattern LINE = Pattern.compile("[^\\t]*\\t+ *(\\d+) ([A-Z][A-Za-z ]*)\\t(.*)");

    private record Line(long id, String command, String text) {}

    List<Session> sessions(String database, String user) {
        Set<Long> asked = asked(database, user);
        return lines().filter(line -> line.text.equals(LET_IN) && asked.contains(line.id))
                .map(line -> new Session(line.id, ""))
                .toList();
    }

    /** Those for their password or their database; {@code max_connections} leaves no message. */
    List<String> refusals(String database, String user) {
        Set<Long> asked = asked(database, user);
        return lines().filter(line -> line.text.startsWith("Access denied") && asked.contains(line.id))
                .map(Line::text)
                .toList();
    }

    private Set<Long> asked(String database, String user) {
        Pattern asks = Pattern.compile(user + "@\\S+ on " + database + " using .*");
        return lines().filter(line -> line.command.equals("Connect")
                        && asks.matcher(line.text).matches())
                .map(Line::id)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private Stream<Line> lines() {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1)
                    .lines()
                    .map(LINE::matcher)
                    .filter(Matcher::matches)
                    .map(line -> new Line(Long.parseLong(line.group(1)), line.group(2), line.group(3)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
