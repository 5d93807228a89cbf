package io.connwake.demo.stories;

import io.connwake.demo.recording.Finding;
import java.nio.file.Path;
import java.util.List;

/**
 * What there is to tell of a story that was played.
 *
 * @param silence how the corrected twin looks to Connwake
 * @param complaints what should have been seen and was not, or the other way round; none: the story came out as meant
 */
public record Telling(
        String scenario,
        String before,
        String after,
        List<Told> findings,
        String fix,
        String silence,
        List<Path> recordings,
        List<String> complaints) {
    public Telling {
        findings = List.copyOf(findings);
        recordings = List.copyOf(recordings);
        complaints = List.copyOf(complaints);
    }

    /** A finding with the line of source code that it names, empty if there is none. */
    public record Told(Finding finding, String code) {}
}
