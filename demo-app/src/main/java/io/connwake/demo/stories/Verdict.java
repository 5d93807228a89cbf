package io.connwake.demo.stories;

import io.connwake.demo.recording.Finding;
import io.connwake.demo.recording.Recording;
import io.connwake.demo.stage.Sources;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
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

    /** What is expected was confirmed, and names its line if it has one. */
    Verdict shows(Recording recording, Expected expected, Sources sources) throws IOException {
        if (expected.file().isEmpty()) {
            return demand(recording.confirms(expected.kind()), "no finding " + expected.kind() + " was confirmed");
        }
        String line = expected.code().isEmpty() ? "a line" : "the line with '" + expected.code() + "'";
        return names(
                recording,
                expected.kind(),
                place(recording, expected, sources).orElse(line + " of " + expected.file()));
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

    /** Nothing was confirmed of any other kind. */
    Verdict nothingBut(String whose, Recording recording, Collection<String> kinds) {
        for (Finding finding : recording.confirmedKinds()) {
            demand(
                    kinds.contains(finding.kind()),
                    whose + " has a finding " + finding.kind() + " as well: " + finding.sentence());
        }
        return this;
    }

    /** Nothing was confirmed, and that not because nothing was seen. */
    Verdict silent(Recording recording, int leases) {
        for (Finding finding : recording.confirmed()) {
            complaints.add("the corrected service has a finding " + finding.kind() + ": " + finding.sentence());
        }
        return seen("the corrected service", recording, leases);
    }

    /** So many leases at least: an agent that saw fewer was blind. */
    Verdict seen(String whose, Recording recording, int leases) {
        return demand(
                recording.leases() >= leases,
                "of " + whose + "'s " + leases + " leases only " + recording.leases() + " were seen");
    }

    /** The line that a finding of the expected kind names, if it is in that file and that code stands in it. */
    static Optional<String> place(Recording recording, Expected expected, Sources sources) throws IOException {
        for (Finding finding :
                recording.confirmed().stream().filter(ofKind(expected.kind())).toList()) {
            Optional<String> place =
                    Sources.place(finding.site()).filter(named -> named.startsWith(expected.file() + ":"));
            if (place.isPresent() && sources.line(place.get()).orElse("").contains(expected.code())) {
                return place;
            }
        }
        return Optional.empty();
    }

    private static Predicate<Finding> ofKind(String kind) {
        return finding -> finding.kind().equals(kind);
    }
}
