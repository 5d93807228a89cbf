package io.connwake.report;

import io.connwake.pipeline.model.Names;
import io.connwake.report.document.Document;
import io.connwake.report.document.Words;
import io.connwake.report.facts.Finding;
import io.connwake.report.facts.Values;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Findings on a terminal. What a recording says is text there, whatever it holds. */
final class Listing {
    private final PrintStream out;

    Listing(PrintStream out) {
        this.out = out;
    }

    void print(Document document) {
        line("", document.verdict());
        for (Finding each : document.findings()) {
            out.println();
            print(each);
        }
        int others = document.findingsLeftOut();
        if (others > 0) {
            out.println();
            line("", Words.count(others, "further finding is", "further findings are") + " left out.");
        }
    }

    private void print(Finding finding) {
        long count = Values.whole(finding.attributes(), Names.FINDING_COUNT, 1);
        String pool = Values.text(finding.attributes(), Names.FINDING_POOL);
        String service = Values.text(finding.process.resource, "service.name");
        line(
                "",
                finding.kind() + " (" + finding.severity() + ", " + finding.state() + ")"
                        + (count > 1 ? ", " + count + " times" : "")
                        + (pool == null ? "" : ", pool " + pool)
                        + (service == null ? "" : ", in " + service));
        line("  ", finding.sentence());
        String site = Values.text(finding.attributes(), Names.FINDING_SITE);
        if (site != null && !site.equals("unknown")) {
            line("  at ", site);
        }
        texts("  Evidence: ", finding.attributes().get(Names.FINDING_EVIDENCE));
        texts("  Advice: ", finding.attributes().get(Names.FINDING_ADVICE));
        line("  More: ", io.connwake.pipeline.model.Finding.help(finding.kind()));
    }

    private void texts(String label, @Nullable Object value) {
        if (value instanceof List<?> list) {
            list.forEach(each -> line(label, String.valueOf(each)));
        } else if (value != null && !value.equals("")) {
            line(label, String.valueOf(value));
        }
    }

    private void line(String label, String text) {
        out.println(label + plain(text));
    }

    /** Without what steers a terminal or turns the direction of writing. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean turns = (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
            plain.append(Character.isISOControl(c) || turns ? '?' : c);
        }
        return plain.toString();
    }
}
