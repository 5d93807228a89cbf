package io.connwake.benchmarks;

/** What is attached to a child, and where it puts what it sees. */
enum Attachment {
    NOTHING("no agent"),
    EMPTY_AGENT("empty agent"),
    SILENT("Connwake, exporters none"),
    RECORDING("Connwake, recording"),
    EXPORTING("Connwake, OTLP");

    final String words;

    Attachment(String words) {
        this.words = words;
    }
}
