package io.connwake.demo;

import io.connwake.demo.recording.Finding;
import io.connwake.demo.stories.Story;
import io.connwake.demo.stories.Telling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Prints stories, each a screenful; falls silent when the demo is told to stop. */
final class Screen {
    private static final int COLUMNS = 110;
    private static final int LABEL = 16;

    private volatile boolean silent;

    void fallSilent() {
        silent = true;
    }

    void progress(String news) {
        line("  … " + news);
    }

    void line(String text) {
        if (!silent) {
            System.out.println(text);
        }
    }

    void tell(Story story, Telling telling, boolean withAgent) {
        line("");
        line("━━ " + story.name() + " "
                + "━".repeat(Math.max(0, COLUMNS - story.name().length() - 4)));
        labelled("", telling.scenario());
        line("What the user saw");
        labelled("before", telling.before());
        labelled("after", telling.after());
        if (withAgent) {
            line("What Connwake says");
            telling.findings().forEach(this::tell);
            labelled("after the fix", telling.silence());
        }
        labelled("the fix", telling.fix());
        if (withAgent) {
            telling.recordings().forEach(file -> labelled("recording", shown(file)));
        }
        telling.complaints().forEach(complaint -> labelled("NOT AS MEANT", complaint));
    }

    private void tell(Telling.Told told) {
        Finding finding = told.finding();
        labelled(finding.kind(), finding.sentence());
        labelled("  at", finding.site());
        labelled("", told.code());
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
            if (!row.isEmpty() && row.length() + word.length() >= COLUMNS - LABEL) {
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
