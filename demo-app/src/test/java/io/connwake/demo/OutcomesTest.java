package io.connwake.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.demo.recording.Finding;
import io.connwake.demo.stories.Stories;
import io.connwake.demo.stories.Story;
import io.connwake.demo.stories.Telling;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OutcomesTest {
    private static final Story STORY = Stories.ALL.get(0);
    private final Outcomes outcomes = new Outcomes(true);

    private static Telling nothingFound() {
        return new Telling("", List.of(), List.of(), List.of(), "", "", List.of(), List.of());
    }

    private static Telling telling(String... complaints) {
        Finding leak = new Finding("1", "leak", "confirmed", "a sentence", "", List.of(), "", "");
        Telling.Told told = new Telling.Told(leak, "");
        return new Telling("", List.of(), List.of(told, told), List.of(), "", "", List.of(), List.of(complaints));
    }

    @Nested
    class a_run {
        @Test
        void in_which_all_was_as_meant_says_so_in_one_sentence() {
            outcomes.played(STORY, telling());

            assertThat(outcomes.sentence()).isEqualTo("1 story played, all came out as meant.");
            assertThat(outcomes.failed()).isZero();
        }

        @Test
        void counts_what_was_skipped_apart() {
            outcomes.played(STORY, telling());
            outcomes.skipped(STORY, "a thing: package thing");

            assertThat(outcomes.sentence()).isEqualTo("1 of 2 stories played, all came out as meant; 1 skipped.");
            assertThat(outcomes.failed()).isZero();
        }

        @Test
        void in_which_one_was_not_as_meant_has_failed() {
            outcomes.played(STORY, telling());
            outcomes.played(STORY, telling("the symptom is there still"));

            assertThat(outcomes.failed()).isEqualTo(1);
            assertThat(outcomes.sentence()).startsWith("2 stories played, 1 of them did not come out as meant");
        }
    }

    @Nested
    class the_table {
        @Test
        void has_a_row_for_each_story_with_its_kinds_of_findings() {
            outcomes.played(STORY, telling());
            outcomes.skipped(STORY, "a thing: package thing");

            assertThat(outcomes.table()).hasSize(2);
            assertThat(outcomes.table().get(0))
                    .startsWith("  1  full-server")
                    .contains("as meant")
                    .endsWith(" leak");
            assertThat(outcomes.table().get(1)).contains("skipped").endsWith("for want of a thing: package thing");
        }

        @Test
        void says_no_finding_only_where_an_agent_looked() {
            Outcomes alone = new Outcomes(false);

            outcomes.played(STORY, nothingFound());
            alone.played(STORY, nothingFound());

            assertThat(outcomes.table().get(0)).endsWith(" no finding");
            assertThat(alone.table().get(0)).contains("as meant").endsWith(" the symptoms alone: no agent looked");
        }
    }
}
