package io.connwake.demo.stories;

import io.connwake.demo.recording.Finding;
import io.connwake.demo.recording.Recording;
import io.connwake.demo.stage.Sources;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Holds what was recorded against what a story is to show; collects complaints, one sentence each. */
final class Verdict {
    private final List<String> complaints = new ArrayList<>();

    List<String> complaints() {
        return complaints;
    }

    Verdict demand(boolean fulfilled, String complaint) {
        if (!fulfilled) {
            complaints.add(complaint);
        }
        return this;
    }

    /** One finding of this kind was confirmed and names the place. */
    Verdict names(Recording recording, String kind, String place) {
        List<Finding> found =
                recording.confirmed().stream().filter(ofKind(kind)).toList();
        demand(!found.isEmpty(), "no finding " + kind + " was confirmed");
        return demand(
                found.isEmpty() || found.stream().anyMatch(finding -> finding.names(place)),
                "the finding " + kind + " doesn't name " + place);
    }

    /** Nothing was confirmed, and that not because nothing was seen. */
    Verdict silent(Recording recording, int leases) {
        for (Finding finding : recording.confirmed()) {
            complaints.add("the corrected service has a finding " + finding.kind() + ": " + finding.sentence());
        }
        return demand(
                recording.leases() >= leases,
                "of the corrected service's " + leases + " leases only " + recording.leases() + " were seen");
    }

    /** The line of a source file at which a finding of this kind says that connections were acquired. */
    static Optional<String> acquirePlace(Recording recording, String kind, String file, Sources sources)
            throws IOException {
        for (Finding finding :
                recording.confirmed().stream().filter(ofKind(kind)).toList()) {
            Optional<String> place = Sources.place(finding.site()).filter(named -> named.startsWith(file + ":"));
            if (place.isPresent() && sources.line(place.get()).orElse("").contains("getConnection(")) {
                return place;
            }
        }
        return Optional.empty();
    }

    private static Predicate<Finding> ofKind(String kind) {
        return finding -> finding.kind().equals(kind);
    }
}
