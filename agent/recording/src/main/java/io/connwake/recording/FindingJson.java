package io.connwake.recording;

import io.connwake.pipeline.model.Finding;

/** A finding as a log record in OTLP's JSON. */
final class FindingJson implements Line.Writer<Finding> {
    @Override
    public void write(JsonBytes json, Finding finding) {
        json.raw("{\"timeUnixNano\":").quoted(finding.epochNanos());
        json.raw(",\"observedTimeUnixNano\":").quoted(finding.epochNanos());
        json.raw(",\"severityNumber\":").raw(Integer.toString(finding.severity().number()));
        json.raw(",\"severityText\":").string(finding.severity().name());
        json.raw(",\"body\":{\"stringValue\":").string(finding.sentence()).raw("},");
        Common.attributes(json, finding.attributes());
        json.raw(",\"flags\":1,");
        Common.ids(json, finding.span());
        json.raw(",\"eventName\":\"connwake.finding\"}");
    }
}
