package io.connwake.demo.stories;

import io.connwake.demo.recording.Finding;
import io.connwake.demo.recording.Recording;
import io.connwake.demo.stage.Sources;
import io.connwake.demo.stage.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The faulty half of a story beside the corrected one, and what is expected of both.
 *
 * @param cure a half that heals at a price
 * @param curing what must be found in that one; nothing else may be
 * @param alsoPossible kinds of findings that the faulty half may have besides
 */
record Comparison(
        Half faulty,
        Optional<Half> cure,
        List<Expected> curing,
        Half corrected,
        List<Expected> expected,
        Set<String> alsoPossible) {
    static Comparison of(Half faulty, Half corrected, List<Expected> expected, Set<String> alsoPossible) {
        return new Comparison(faulty, Optional.empty(), List.of(), corrected, expected, alsoPossible);
    }

    /** What there is to tell with these remarks, and with what the verdict complains of already. */
    Telling telling(Stage stage, String scenario, String fix, List<Telling.Row> remarks, Verdict verdict)
            throws IOException {
        judge(verdict, stage.hasAgent(), stage.sources());
        List<Telling.Row> symptoms = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        symptoms.add(new Telling.Row("before", faulty.seen()));
        files.add(faulty.files());
        cure.ifPresent(half -> {
            symptoms.add(new Telling.Row("a costly cure", half.seen()));
            files.add(half.files());
        });
        symptoms.add(new Telling.Row("after", corrected.seen()));
        files.add(corrected.files());
        String silence = corrected.recording().leases() + " leases seen, "
                + corrected.recording().confirmed().size() + " findings";
        return new Telling(scenario, symptoms, told(stage), remarks, fix, silence, files, verdict.complaints());
    }

    void judge(Verdict verdict, boolean withAgent, Sources sources) throws IOException {
        verdict.demand(faulty.hurts(), "the faulty one does no harm: " + faulty.seen())
                .demand(!corrected.hurts(), "the corrected one has the symptom still: " + corrected.seen());
        cure.ifPresent(half -> verdict.demand(!half.hurts(), "the costly cure has the symptom still: " + half.seen()));
        if (!withAgent) {
            return;
        }
        judge(verdict, "the faulty service", faulty.recording(), expected, alsoPossible, sources);
        verdict.silent(corrected.recording(), corrected.uses());
        if (cure.isPresent()) {
            Half half = cure.get();
            judge(verdict, "the costly cure", half.recording(), curing, Set.of(), sources);
            verdict.seen("the costly cure", half.recording(), half.uses());
        }
    }

    private static void judge(
            Verdict verdict,
            String whose,
            Recording recording,
            List<Expected> expected,
            Set<String> alsoPossible,
            Sources sources)
            throws IOException {
        Set<String> kinds = new TreeSet<>(alsoPossible);
        for (Expected each : expected) {
            verdict.shows(recording, each, sources);
            kinds.add(each.kind());
        }
        verdict.nothingBut(whose, recording, kinds);
    }

    /** Of the cure only what it costs, not what the faulty one has as well. */
    private List<Telling.Told> told(Stage stage) throws IOException {
        List<Finding> all = new ArrayList<>(faulty.recording().confirmedPlaces());
        cure.ifPresent(half -> half.recording().confirmedPlaces().stream()
                .filter(finding -> !faulty.recording().confirms(finding.kind()))
                .forEach(all::add));
        List<Telling.Told> told = new ArrayList<>();
        for (Finding finding : all) {
            told.add(new Telling.Told(
                    finding, stage.sources().line(finding.site()).orElse("")));
        }
        return told;
    }
}
