package io.connwake.demo;

import io.connwake.demo.recording.Finding;
import io.connwake.demo.stories.Story;
import io.connwake.demo.stories.Telling;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Prints stories, each a screenful; falls silent when the demo is told to stop. */
final class Screen {
    private static final int COLUMNS = 100;
    private static final int LABEL = 23;

    private final PrintStream out = legible(System.out);
    private final long startNanos = System.nanoTime();
    private volatile boolean silent;

    void fallSilent() {
        silent = true;
    }

    void progress(String news) {
        long seconds = (System.nanoTime() - startNanos) / 1_000_000_000;
        line(String.format("  … %d:%02d %s", seconds / 60, seconds % 60, news));
    }

    void line(String text) {
        if (!silent) {
            out.println(text);
        }
    }

    /** In UTF-8 where its own charset, as in the C locale, can't say all that is said here. */
    private static PrintStream legible(PrintStream stream) {
        String told = System.getProperty("stdout.encoding"); // since JDK 18
        Charset charset = told == null ? Charset.defaultCharset() : Charset.forName(told);
        boolean isEnough = charset.canEncode() && charset.newEncoder().canEncode('\u2212');
        return isEnough ? stream : new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    /** Which stories there are. */
    void list(List<Story> stories) {
        stories.forEach(story -> line(String.format("  %d  %-25s %s", story.number(), story.name(), story.about())));
    }

    void title(String words) {
        line("");
        line("━━ " + words + " " + "━".repeat(Math.max(0, COLUMNS - words.length() - 4)));
    }

    void skip(Story story, String lacks) {
        title(story.number() + " · " + story.name());
        labelled("skipped", "for want of " + lacks);
    }

    void tell(Story story, Telling telling, boolean withAgent) {
        title(story.number() + " · " + story.name());
        labelled("", telling.scenario());
        line("What was suffered, measured from outside");
        telling.symptoms().forEach(row -> labelled(row.label(), row.text()));
        if (withAgent) {
            line("What Connwake says");
            tellFindings(telling.findings());
            telling.remarks().forEach(row -> labelled(row.label(), row.text()));
            labelled("after the fix", telling.silence());
        }
        labelled("the fix", telling.fix());
        if (withAgent) {
            telling.recordings().forEach(file -> labelled("recording", shown(file)));
        }
        telling.complaints().forEach(complaint -> labelled("NOT AS MEANT", complaint));
    }

    /** The first of a kind in full, of others what differs. */
    private void tellFindings(List<Telling.Told> findings) {
        Set<String> kinds = new HashSet<>();
        for (Telling.Told told : findings) {
            Finding finding = told.finding();
            labelled(finding.kind(), finding.sentence());
            if (finding.hasPlace()) {
                labelled("  at", finding.site());
                labelled("", told.code());
            }
            if (kinds.add(finding.kind())) {
                tellWhy(finding);
            } else {
                labelled("  advice", finding.advice());
            }
        }
    }

    private void tellWhy(Finding finding) {
        finding.evidence().forEach(evidence -> labelled("  evidence", evidence));
        labelled("  since", finding.since());
        labelled("  advice", finding.advice());
    }

    /** Wraps at word ends; a text without words is not worth a line. */
    private void labelled(String label, String text) {
        String margin = "  " + label + " ".repeat(Math.max(1, LABEL - label.length()));
        for (String row : rows(text)) {
            line(margin + row);
            margin = " ".repeat(LABEL + 2);
        }
    }

    private static List<String> rows(String text) {
        List<String> rows = new ArrayList<>();
        StringBuilder row = new StringBuilder();
        for (String word : text.strip().split("\\s+", -1)) {
            if (!row.isEmpty() && row.length() + word.length() >= COLUMNS - LABEL - 2) {
                rows.add(row.toString());
                row.setLength(0);
            }
            row.append(row.isEmpty() ? "" : " ").append(word);
        }
        if (!row.isEmpty()) {
            rows.add(row.toString());
        }
        return rows;
    }

    /** As one would type it from here. */
    static String shown(Path file) {
        Path here = Path.of("").toAbsolutePath();
        return file.startsWith(here) ? here.relativize(file).toString() : file.toString();
    }
}
