package io.connwake.demo.stories;

import io.connwake.demo.recording.Finding;
import java.nio.file.Path;
import java.util.List;

/**
 * What there is to tell of a story that was played.
 *
 * @param symptoms what was measured from outside, before and after
 * @param remarks what the agent's spans say where it is no finding
 * @param silence how the corrected twin looks to Connwake
 * @param recordings files, or patterns of files' names
 * @param complaints what should have been seen and was not, or the other way round; none: the story came out as meant
 */
public record Telling(
        String scenario,
        List<Row> symptoms,
        List<Told> findings,
        List<Row> remarks,
        String fix,
        String silence,
        List<Path> recordings,
        List<String> complaints) {
    public Telling {
        symptoms = List.copyOf(symptoms);
        findings = List.copyOf(findings);
        remarks = List.copyOf(remarks);
        recordings = List.copyOf(recordings);
        complaints = List.copyOf(complaints);
    }

    /** A text and what it is about. */
    public record Row(String label, String text) {}

    /** A finding with the line of source code that it names, empty if there is none. */
    public record Told(Finding finding, String code) {}
}
