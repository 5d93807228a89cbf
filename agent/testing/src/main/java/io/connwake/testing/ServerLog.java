package io.connwake.testing;

import io.connwake.testing.Database.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a PostgreSQL server writes down about its sessions: every line begins with process id, user and database. */
record ServerLog(Path file) {
    static final Map<String, String> SETTINGS = Map.of("log_connections", "on", "log_line_prefix", "%p|%u|%d|");

    private static final Pattern LINE = Pattern.compile("(\\d+)\\|([^|]*)\\|([^|]*)\\|(\\w+): +(.*)");
    private static final Pattern APPLICATION = Pattern.compile("application_name=(.*?)(?: SSL enabled.*)?$");

    private record Line(int pid, String user, String database, String severity, String message) {}

    static ServerLog create() throws IOException {
        Path file = Files.createTempFile("connwake-postgres", ".log");
        file.toFile().deleteOnExit();
        return new ServerLog(file);
    }

    List<Session> sessions(String database, String user) {
        return lines(database, user)
                .filter(line -> line.message.startsWith("connection authorized:"))
                .map(line -> new Session(line.pid, application(line.message)))
                .toList();
    }

    List<String> fatal(String database, String user) {
        return lines(database, user)
                .filter(line -> line.severity.equals("FATAL"))
                .map(Line::message)
                .toList();
    }

    private Stream<Line> lines(String database, String user) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8)
                    .lines()
                    .map(LINE::matcher)
                    .filter(Matcher::matches)
                    .map(m -> new Line(Integer.parseInt(m.group(1)), m.group(2), m.group(3), m.group(4), m.group(5)))
                    .filter(line -> line.user.equals(user) && line.database.equals(database));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String application(String message) {
        Matcher application = APPLICATION.matcher(message);
        return application.find() ? application.group(1) : "";
    }
}
