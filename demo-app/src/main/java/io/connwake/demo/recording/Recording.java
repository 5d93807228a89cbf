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
import java.util.TreeMap;

/**
 * What one file of OTLP JSON lines holds so far.
 *
 * @param findings in the order of their first record
 * @param leases those that were seen
 * @param failedConnects how many connects failed, for each reason, as in {@code connwake.connect.kind}
 */
public record Recording(List<Finding> findings, int leases, Map<String, Integer> failedConnects) {
    public Recording {
        findings = List.copyOf(findings);
        failedConnects = Map.copyOf(failedConnects);
    }

    /** One in which no connect failed. */
    public Recording(List<Finding> findings, int leases) {
        this(findings, leases, Map.of());
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
        Map<String, Integer> failed = new TreeMap<>();
        recordings.forEach(
                each -> each.failedConnects.forEach((kind, count) -> failed.merge(kind, count, Integer::sum)));
        return new Recording(
                recordings.stream().flatMap(each -> each.findings.stream()).toList(),
                recordings.stream().mapToInt(Recording::leases).sum(),
                failed);
    }

    static Recording of(List<String> lines) {
        Map<String, Finding> findings = new LinkedHashMap<>();
        Map<String, Integer> failed = new TreeMap<>();
        int leases = 0;
        for (String line : lines) {
            JsonObject signals = JsonParser.parseString(line).getAsJsonObject();
            leases += (int) Otlp.spans(signals).filter(Otlp::isLease).count();
            Otlp.spans(signals)
                    .flatMap(span -> Otlp.connectFailure(span).stream())
                    .forEach(kind -> failed.merge(kind, 1, Integer::sum));
            Otlp.logRecords(signals)
                    .filter(Otlp::isFinding)
                    .map(Otlp::finding)
                    .forEach(record -> keep(findings, record));
        }
        return new Recording(new ArrayList<>(findings.values()), leases, failed);
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

    /** One of each kind and place; what names none is told only where no other of its kind does. */
    public List<Finding> confirmedPlaces() {
        Map<String, Finding> places = new LinkedHashMap<>();
        for (Finding kind : confirmedKinds()) {
            confirmed().stream()
                    .filter(each -> each.kind().equals(kind.kind()) && each.hasPlace() == kind.hasPlace())
                    .forEach(each -> places.putIfAbsent(each.kind() + " " + each.site(), each));
        }
        return List.copyOf(places.values());
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
