package io.connwake.demo.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.demo.recording.Finding;
import io.connwake.demo.recording.Recording;
import io.connwake.demo.stage.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
    private static final Half FAULTY = half("six are open", true, recording(12, "leak"));
    private static final Half CORRECTED = half("one is open", false, recording(12));

    @TempDir
    private Path sources;

    private static Half half(String seen, boolean hurts, Recording recording) {
        return new Half(seen, hurts, 12, recording, Path.of("a.jsonl"));
    }

    private static Recording recording(int leases, String... kinds) {
        return new Recording(
                List.of(kinds).stream()
                        .map(kind -> new Finding(kind, kind, "confirmed", "a sentence", "", List.of(), "", ""))
                        .toList(),
                leases);
    }

    private List<String> complaints(Half faulty, Half corrected) throws IOException {
        return complaints(Comparison.of(faulty, corrected, List.of(Expected.nowhere("leak")), Set.of()), true);
    }

    private List<String> complaintsOfCure(Half cure, String... curing) throws IOException {
        return complaints(curedBy(cure, curing), true);
    }

    private static Comparison curedBy(Half cure, String... curing) {
        return new Comparison(
                FAULTY,
                Optional.of(cure),
                List.of(curing).stream().map(Expected::nowhere).toList(),
                CORRECTED,
                List.of(Expected.nowhere("leak")),
                Set.of());
    }

    private List<String> complaints(Comparison comparison, boolean withAgent) throws IOException {
        Verdict verdict = new Verdict();
        comparison.judge(verdict, withAgent, new Sources(sources));
        return verdict.complaints();
    }

    @Nested
    class of_a_faulty_half_and_its_twin {
        @Test
        void is_as_meant_when_only_the_faulty_one_hurts_and_is_found() throws IOException {
            assertThat(complaints(FAULTY, CORRECTED)).isEmpty();
        }

        @Test
        void is_complained_about_when_the_faulty_one_does_no_harm() throws IOException {
            assertThat(complaints(half("one is open", false, recording(12, "leak")), CORRECTED))
                    .containsExactly("the faulty one does no harm: one is open");
        }

        @Test
        void is_complained_about_when_the_faulty_one_has_a_further_finding() throws IOException {
            assertThat(complaints(half("six are open", true, recording(12, "leak", "held_idle")), CORRECTED))
                    .containsExactly("the faulty service has a finding held_idle as well: a sentence");
        }

        @Test
        void is_complained_about_when_the_corrected_one_still_hurts() throws IOException {
            assertThat(complaints(FAULTY, half("six are open", true, recording(12))))
                    .containsExactly("the corrected one has the symptom still: six are open");
        }
    }

    @Nested
    class of_a_cure_that_has_its_price {
        @Test
        void is_as_meant_when_it_heals_and_what_it_costs_is_found() throws IOException {
            assertThat(complaintsOfCure(half("one is open", false, recording(12))))
                    .isEmpty();
            assertThat(complaintsOfCure(half("one is open", false, recording(12, "price")), "price"))
                    .isEmpty();
        }

        @Test
        void is_complained_about_when_it_does_not_heal() throws IOException {
            Half cure = half("six are open", true, recording(12));

            assertThat(complaintsOfCure(cure)).containsExactly("the costly cure has the symptom still: six are open");
            assertThat(complaints(curedBy(cure), false)).hasSize(1);
        }

        @Test
        void is_complained_about_when_what_it_costs_is_not_found() throws IOException {
            assertThat(complaintsOfCure(half("one is open", false, recording(12)), "price"))
                    .containsExactly("no finding price was confirmed");
        }

        @Test
        void is_complained_about_when_it_has_a_further_finding() throws IOException {
            assertThat(complaintsOfCure(half("one is open", false, recording(12, "price", "leak")), "price"))
                    .containsExactly("the costly cure has a finding leak as well: a sentence");
        }

        @Test
        void is_complained_about_when_the_agent_was_blind() throws IOException {
            assertThat(complaintsOfCure(half("one is open", false, recording(3))))
                    .containsExactly("of the costly cure's 12 leases only 3 were seen");
        }

        @Test
        void is_not_held_against_findings_where_no_agent_looked() throws IOException {
            Half unseen = half("one is open", false, recording(0));

            assertThat(complaints(curedBy(unseen, "price"), false)).isEmpty();
        }
    }
}
