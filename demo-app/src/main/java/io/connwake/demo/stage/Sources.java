package io.connwake.demo.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The source code of the services, to show the line that a finding names. */
public record Sources(Path root) {
    private static final Pattern PLACE = Pattern.compile("([\\w$]+\\.java):(\\d+)");

    /** The first {@code File.java:line} in a text. */
    public static Optional<String> place(String text) {
        Matcher place = PLACE.matcher(text);
        return place.find() ? Optional.of(place.group()) : Optional.empty();
    }

    /** What stands in the line that a text names. */
    public Optional<String> line(String text) throws IOException {
        Matcher place = PLACE.matcher(text);
        if (!place.find()) {
            return Optional.empty();
        }
        Optional<Path> file = file(place.group(1));
        return file.isEmpty() ? Optional.empty() : line(file.get(), Integer.parseInt(place.group(2)));
    }

    private Optional<Path> file(String name) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.endsWith(name)).findFirst();
        }
    }

    private static Optional<String> line(Path file, int number) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return number < 1 || number > lines.size()
                ? Optional.empty()
                : Optional.of(lines.get(number - 1).strip());
    }
}
