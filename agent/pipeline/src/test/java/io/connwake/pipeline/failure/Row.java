package io.connwake.pipeline.failure;

import io.connwake.recorder.Errors;
import io.connwake.recorder.event.ErrorFacts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One line of a corpus: what was thrown, when, and what kind it is. Its messages are scrubbed as in an application. */
record Row(String scenario, During during, ErrorFacts error, String kind) {
    private static final Pattern LINK = Pattern.compile("([\\w.$]+)(?:\\[([^,\\]]*),(-?\\d+)])?: (.*)", Pattern.DOTALL);

    static List<Row> of(String file) {
        try (InputStream in = Row.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("no " + file);
            }
            List<Row> rows = new ArrayList<>();
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.lines().skip(1).toList()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    rows.add(of(line.split("\t", -1)));
                }
            }
            return rows;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Row of(String[] cells) {
        List<ErrorFacts> causes = new ArrayList<>(links(cells[7]));
        causes.addAll(links(cells[8]));
        ErrorFacts error =
                Errors.facts(cells[3], orNull(cells[4]), Integer.parseInt(cells[5]), orNull(cells[6]), causes);
        String scenario = cells[0] + " / " + cells[1] + ": " + cells[6];
        return new Row(scenario, during(cells[2]), error, cells[9].toLowerCase(Locale.ROOT));
    }

    private static During during(String cell) {
        return switch (cell) {
            case "C" -> During.CONNECT;
            case "A" -> During.ACQUIRE;
            case "U" -> During.USE;
            default -> throw new IllegalArgumentException("no phase " + cell);
        };
    }

    private static List<ErrorFacts> links(String cell) {
        List<ErrorFacts> links = new ArrayList<>();
        for (String link : cell.isEmpty() ? new String[0] : cell.split(" <- ")) {
            Matcher parts = LINK.matcher(link);
            if (!parts.matches()) {
                throw new IllegalArgumentException("no exception: " + link);
            }
            int code = parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3));
            links.add(Errors.facts(parts.group(1), orNull(parts.group(2)), code, orNull(parts.group(4)), List.of()));
        }
        return links;
    }

    private static @Nullable String orNull(@Nullable String cell) {
        return cell == null || cell.equals("null") ? null : cell;
    }

    Failure failure() {
        return Classifier.of(error, during);
    }

    /** As the corpus writes what went wrong: {@code pool_timeout<-auth}. */
    String label() {
        Failure failure = failure();
        String kind = failure.kind().label();
        return failure.root() == null ? kind : kind + "<-" + failure.root().label();
    }

    @Override
    public String toString() {
        return scenario + " -> " + label() + " of " + error;
    }
}
