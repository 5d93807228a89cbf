package io.connwake.report.document;

import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Names;
import io.connwake.report.facts.Connection;
import io.connwake.report.facts.Facts;
import io.connwake.report.facts.Finding;
import io.connwake.report.facts.Leases;
import io.connwake.report.facts.Values;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is wrong, in one sentence and finding by finding. */
final class FindingSection {
    private static final int MOST_LEASES = 50;
    private static final Pattern SOURCE = Pattern.compile("\\(([^()]+:\\d+)\\)$");

    private final Facts facts;
    private final Selection selection;

    FindingSection(Facts facts, Selection selection) {
        this.facts = facts;
        this.selection = selection;
    }

    void write(Json json) {
        Verdict verdict = new Verdict(facts, selection.allFindings());
        json.text("verdict", verdict.sentence())
                .truth("failing", verdict.isFailing())
                .array("findings");
        for (int i = 0; i < selection.findings().size(); i++) {
            write(json.open('{'), selection.findings().get(i), i);
            json.close('}');
        }
        json.close(']');
        leftOut(json);
    }

    private void leftOut(Json json) {
        List<Finding> others = selection
                .allFindings()
                .subList(selection.findings().size(), selection.allFindings().size());
        if (!others.isEmpty()) {
            json.number("findingsLeftOut", others.size());
            json.number(
                    "confirmedLeftOut",
                    others.stream().filter(Finding::isConfirmed).count());
        }
    }

    private void write(Json json, Finding finding, int index) {
        Attributes attributes = finding.attributes();
        json.text("id", finding.id).text("kind", finding.kind()).text("severity", finding.severity());
        json.text("state", finding.state()).text("pool", Values.text(attributes, Names.FINDING_POOL));
        String site = Values.text(attributes, Names.FINDING_SITE);
        json.text("site", site).number("count", Values.whole(attributes, Names.FINDING_COUNT, 1));
        json.text("sentence", finding.sentence());
        texts(json, "evidence", attributes.get(Names.FINDING_EVIDENCE));
        texts(json, "advice", attributes.get(Names.FINDING_ADVICE));
        json.time("since", sinceNanos(finding)).time("last", finding.lastNanos());
        json.number("process", finding.process.index);
        places(json, index);
        json.text("traceId", finding.trace()).text("code", source(site));
        json.text("help", io.connwake.pipeline.model.Finding.help(finding.kind()));
    }

    private static @Nullable String source(@Nullable String site) {
        Matcher matcher = SOURCE.matcher(site == null ? "" : site);
        return matcher.find() ? matcher.group(1) : null;
    }

    /** One text or a list of them. */
    private static void texts(Json json, String key, @Nullable Object value) {
        json.array(key);
        if (value instanceof List<?> list) {
            list.forEach(each -> json.string(String.valueOf(each)));
        } else if (value != null && !value.equals("")) {
            json.string(String.valueOf(value));
        }
        json.close(']');
    }

    private static long sinceNanos(Finding finding) {
        String since = Values.text(finding.attributes(), Names.FINDING_SINCE);
        try {
            return since == null ? 0 : Math.multiplyExact(Instant.parse(since).toEpochMilli(), 1_000_000L);
        } catch (DateTimeParseException | ArithmeticException other) {
            return 0;
        }
    }

    private void places(Json json, int index) {
        json.array("connections");
        for (Connection each : selection.connectionsOf(index)) {
            int row = selection.index(each);
            if (row >= 0) {
                json.number(row);
            }
        }
        json.close(']').array("leases");
        Leases leases = facts.leases;
        int told = 0;
        for (int i : selection.leasesOf(index)) {
            int row = leases.connection(i) < 0 ? -1 : selection.index(facts.connections.get(leases.connection(i)));
            if (row >= 0 && told++ < MOST_LEASES) {
                json.open('[').number(row).time(leases.acquiredNanos(i)).close(']');
            }
        }
        json.close(']');
    }
}
