package io.connwake.demo.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.demo.recording.Finding;
import io.connwake.demo.recording.Recording;
import io.connwake.demo.stage.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictTest {
    private static final Recording LEAK = recording(finding("leak", "confirmed", 2), 12);

    private static Finding finding(String kind, String state, int line) {
        String site = "a.Orders.place(Orders.java:" + line + ")";
        return new Finding(kind, kind, state, "a sentence", site, List.of(), "", "");
    }

    private static Recording recording(Finding finding, int leases) {
        return new Recording(List.of(finding), leases);
    }

    @Nested
    class a_faulty_service {
        @Test
        void is_as_meant_when_the_finding_names_the_place() {
            assertThat(new Verdict().names(LEAK, "leak", "Orders.java:2").complaints())
                    .isEmpty();
        }

        @Test
        void is_complained_about_when_the_finding_is_missing() {
            assertThat(new Verdict()
                            .names(LEAK, "pool_exhausted", "Orders.java:2")
                            .complaints())
                    .containsExactly("no finding pool_exhausted was confirmed");
        }

        @Test
        void is_complained_about_when_the_finding_is_only_suspected() {
            Recording suspicion = recording(finding("leak", "suspected", 2), 12);

            assertThat(new Verdict().names(suspicion, "leak", "Orders.java:2").complaints())
                    .containsExactly("no finding leak was confirmed");
        }

        @Test
        void is_complained_about_when_another_line_is_named() {
            assertThat(new Verdict().names(LEAK, "leak", "Orders.java:7").complaints())
                    .containsExactly("the finding leak doesn't name Orders.java:7");
        }
    }

    @Nested
    class what_is_expected {
        @TempDir
        private Path folder;

        @Test
        void may_be_about_no_line() throws IOException {
            Expected mismatch = Expected.nowhere("idle_timeout_mismatch");
            Recording found = recording(finding("idle_timeout_mismatch", "confirmed", 9), 1);

            assertThat(new Verdict().shows(found, mismatch, new Sources(folder)).complaints())
                    .isEmpty();
            assertThat(new Verdict().shows(LEAK, mismatch, new Sources(folder)).complaints())
                    .containsExactly("no finding idle_timeout_mismatch was confirmed");
        }

        @Test
        void is_complained_about_when_the_finding_names_a_line_in_which_nothing_is_borrowed() throws IOException {
            Files.writeString(folder.resolve("Orders.java"), "class Orders {\n}\n");
            Expected leak = Expected.borrowing("leak", "Orders.java");

            assertThat(new Verdict().shows(LEAK, leak, new Sources(folder)).complaints())
                    .containsExactly("the finding leak doesn't name the line with 'getConnection(' of Orders.java");
        }

        @Test
        void may_have_company_only_of_kinds_that_were_foreseen() {
            assertThat(new Verdict().nothingBut("it", LEAK, List.of("leak")).complaints())
                    .isEmpty();
            assertThat(new Verdict()
                            .nothingBut("it", LEAK, List.of("held_idle"))
                            .complaints())
                    .containsExactly("it has a finding leak as well: a sentence");
        }
    }

    @Nested
    class a_corrected_service {
        @Test
        void is_as_meant_when_its_leases_were_seen_and_nothing_was_found() {
            assertThat(new Verdict().silent(new Recording(List.of(), 12), 12).complaints())
                    .isEmpty();
        }

        @Test
        void is_complained_about_when_something_was_found() {
            assertThat(new Verdict().silent(LEAK, 12).complaints())
                    .containsExactly("the corrected service has a finding leak: a sentence");
        }

        @Test
        void is_complained_about_when_the_agent_was_blind() {
            assertThat(new Verdict().silent(new Recording(List.of(), 3), 12).complaints())
                    .containsExactly("of the corrected service's 12 leases only 3 were seen");
        }
    }

    @Nested
    class the_place_of_an_acquire {
        @TempDir
        private Path folder;

        @Test
        void is_the_named_line_if_a_connection_is_acquired_there() throws IOException {
            Files.writeString(folder.resolve("Orders.java"), "class Orders {\n  c = pool.getConnection();\n}\n");
            Sources sources = new Sources(folder);

            Expected expected = Expected.borrowing("leak", "Orders.java");

            assertThat(Verdict.place(LEAK, expected, sources)).contains("Orders.java:2");
            assertThat(Verdict.place(recording(finding("leak", "confirmed", 3), 12), expected, sources))
                    .isEmpty();
        }
    }
}
