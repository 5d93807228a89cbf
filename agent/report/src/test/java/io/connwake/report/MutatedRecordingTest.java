package io.connwake.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings in which anything may be wrong: {@code -Dfuzz.recordings=N} for more, {@code -Dfuzz.seed=S} for one again. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MutatedRecordingTest {
    private static final int RECORDINGS = Integer.getInteger("fuzz.recordings", 400);

    /** What stands in the place of a value or within it. */
    private static final String[] ODD = {
        "null",
        "true",
        "-1",
        "0",
        "9223372036854775807",
        "-9223372036854775808",
        "1e308",
        "1e999",
        "NaN",
        "0.1",
        "\"\"",
        "\"x\"",
        "[]",
        "{}",
        "[[]]",
        "\"\\ud800\"",
        "\"\\u0000\"",
        "\"</script><script>alert(1)</script>\"",
        "\"NaN\"",
        "\"99999999999999999999\""
    };

    @TempDir
    Path directory;

    @Test
    void make_a_page_or_are_refused_in_a_line() throws IOException {
        Long again = Long.getLong("fuzz.seed");
        long first = again == null ? System.nanoTime() / 1_000 : again;
        System.out.println("mutated recordings: -Dfuzz.seed=" + first);
        int pages = 0;
        for (long seed = first; seed < first + (again == null ? RECORDINGS : 1); seed++) {
            pages += isPage(seed) ? 1 : 0;
        }
        if (again == null) {
            assertThat(pages).isGreaterThan(RECORDINGS / 2);
        }
    }

    private boolean isPage(long seed) throws IOException {
        Path recording = directory.resolve("odd.jsonl");
        Path page = directory.resolve("page.html");
        Files.writeString(recording, mutated(new Random(seed)), StandardCharsets.UTF_8);
        Files.deleteIfExists(page);
        String again = "-Dfuzz.seed=" + seed;
        try {
            Cli made = Cli.run("report", recording, "-o", page);
            Cli told = Cli.run("findings", recording);
            assertThat(made.code()).as(again + made.err()).isIn(0, 1);
            assertThat(told.code()).as(again + told.err()).isIn(0, 1, 2);
            assertThat(made.err() + told.err()).as(again).doesNotContain("\tat ", "Exception");
        } catch (RuntimeException | StackOverflowError fault) {
            throw new AssertionError(again, fault);
        }
        if (!Files.exists(page)) {
            return false;
        }
        String text = Files.readString(page);
        assertThat(text).as(again).doesNotContain("<script>alert(1)");
        assertThat(JsonParser.parseString(Cli.data(text).toString()).isJsonObject())
                .as(again)
                .isTrue();
        return true;
    }

    private static String mutated(Random random) {
        List<String> lines = recording(random).lines().map(line -> line + "\n").toList();
        StringBuilder all = new StringBuilder();
        for (String line : lines) {
            String bent = line;
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                bent = bent(bent, random);
            }
            all.append(bent);
            if (random.nextInt(10) == 0) {
                all.append(line);
            }
        }
        return all.toString();
    }

    private static String bent(String line, Random random) {
        if (line.length() < 20) {
            return line;
        }
        int at = 1 + random.nextInt(line.length() - 10);
        return switch (random.nextInt(6)) {
            case 0 -> line.substring(0, at);
            case 1 -> line.substring(0, at) + line.substring(at + 1);
            case 2 -> line.substring(0, at) + (char) random.nextInt(0x300) + line.substring(at + 1);
            default -> withValue(line, at, ODD[random.nextInt(ODD.length)]);
        };
    }

    /** In the place of the first value behind there. */
    private static String withValue(String line, int at, String odd) {
        int from = line.indexOf(':', at) + 1;
        if (from == 0) {
            return line;
        }
        int to = from;
        while (to < line.length() && ",}]".indexOf(line.charAt(to)) < 0) {
            to++;
        }
        return line.substring(0, from) + odd + line.substring(to);
    }

    private static String recording(Random random) {
        StringBuilder lines = new StringBuilder();
        long at = Otlp.BEGIN;
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            at += 1 + random.nextInt(1_000_000_000);
            lines.append(Otlp.spans(
                    Otlp.connect(i, at), Otlp.lease(i, at, at + Otlp.SECOND), Otlp.span("connection p", at, at + 9)));
        }
        lines.append(Otlp.metrics(
                Otlp.OURS,
                Otlp.counter("connwake.connection.opened", Otlp.DELTA, Otlp.point(Otlp.BEGIN, at, 3, Otlp.ofPool())),
                Otlp.level("db.client.connection.limit", Otlp.point(Otlp.BEGIN, at, 4, Otlp.ofPool())),
                Otlp.level("connwake.pool.used", Otlp.point(Otlp.BEGIN, at, 2, Otlp.ofPool())),
                Otlp.histogram("db.client.connection.wait_time", at, "[0.1,1]", "[\"1\",\"2\",\"0\"]", 3),
                Otlp.histogram("db.client.connection.use_time", at, "[0.1,1]", "[\"1\",\"2\",\"0\"]", 3)));
        lines.append(Otlp.finding("\"timeUnixNano\":\"" + at + "\","));
        return lines.toString();
    }
}
