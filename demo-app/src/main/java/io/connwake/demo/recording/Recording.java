package io.connwake.demo.recording;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one file of OTLP JSON lines holds so far: findings in the order of their first record, and leases seen. */
public record Recording(List<Finding> findings, int leases) {
    public Recording {
        findings = List.copyOf(findings);
    }

    /** A file that isn't there yet holds nothing; a last line without its newline is still being written. */
    public static Recording read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new Recording(List.of(), 0);
        }
        String text = Files.readString(file);
        return of(text.substring(0, text.lastIndexOf('\n') + 1).lines().toList());
    }

    /** Of several processes. */
    public static Recording together(List<Recording> recordings) {
        return new Recording(
                recordings.stream().flatMap(each -> each.findings.stream()).toList(),
                recordings.stream().mapToInt(Recording::leases).sum());
    }

    static Recording of(List<String> lines) {
        Map<String, Finding> findings = new LinkedHashMap<>();
        int leases = 0;
        for (String line : lines) {
            JsonObject signals = JsonParser.parseString(line).getAsJsonObject();
            leases += (int) Otlp.spans(signals).filter(Otlp::isLease).count();
            Otlp.logRecords(signals)
                    .filter(Otlp::isFinding)
                    .map(Otlp::finding)
                    .forEach(record -> keep(findings, record));
        }
        return new Recording(new ArrayList<>(findings.values()), leases);
    }

    public List<Finding> confirmed() {
        return findings.stream().filter(Finding::isConfirmed).toList();
    }

    /** One of each kind, that names a place if any does: what one process found, others found as well. */
    public List<Finding> confirmedKinds() {
        Map<String, Finding> kinds = new LinkedHashMap<>();
        confirmed()
                .forEach(finding -> kinds.merge(finding.kind(), finding, (one, other) -> one.hasPlace() ? one : other));
        return List.copyOf(kinds.values());
    }

    public boolean confirms(String kind) {
        return confirmed().stream().anyMatch(finding -> finding.kind().equals(kind));
    }

    /** The latest record of a finding counts, but one that was confirmed once stays so. */
    private static void keep(Map<String, Finding> findings, Finding record) {
        Finding before = findings.get(record.id());
        if (before == null || !before.isConfirmed() || record.isConfirmed()) {
            findings.put(record.id(), record);
        }
    }
}
