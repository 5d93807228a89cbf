package io.connwake.demo.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
    private static final String LEASE = """
            {"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"lease orders","attributes":[\
            {"key":"connwake.lease.outcome","value":{"stringValue":"released"}}]},{"name":"acquire orders"}]}]}]}""";
    private static final String METRICS = "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[]}]}]}";

    static String finding(String id, String kind, String state) {
        return """
                {"resourceLogs":[{"scopeLogs":[{"logRecords":[{"eventName":"connwake.finding",\
                "body":{"stringValue":"4 connections are lost"},"attributes":[\
                {"key":"connwake.finding.id","value":{"stringValue":"%s"}},\
                {"key":"connwake.finding.kind","value":{"stringValue":"%s"}},\
                {"key":"connwake.finding.state","value":{"stringValue":"%s"}},\
                {"key":"connwake.finding.site","value":{"stringValue":"a.Orders.place(Orders.java:42)"}},\
                {"key":"connwake.finding.count","value":{"intValue":"4"}},\
                {"key":"connwake.finding.evidence","value":{"arrayValue":{"values":[\
                {"stringValue":"4 of 4 after an SQLException"},{"stringValue":"none came back"}]}}},\
                {"key":"connwake.finding.advice","value":{"stringValue":"close it"}}]}]}]}]}""".formatted(id, kind, state);
    }

    @Nested
    class a_recording {
        @Test
        void counts_leases_and_passes_over_what_it_does_not_look_for() {
            assertThat(Recording.of(List.of(LEASE, METRICS, LEASE)).leases()).isEqualTo(2);
        }

        @Test
        void counts_failed_connects_by_their_reason() {
            String connect = """
                    {"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"connect 127.0.0.1:5432","attributes":[\
                    {"key":"connwake.connect.kind","value":{"stringValue":"handshake_reset"}}]}]}]}]}""";

            assertThat(Recording.of(List.of(connect, LEASE, connect)).failedConnects())
                    .isEqualTo(Map.of("handshake_reset", 2));
        }

        @Test
        void tells_a_finding_as_its_log_record_does() {
            Finding finding = Recording.of(List.of(finding("1", "leak", "confirmed")))
                    .findings()
                    .get(0);

            assertThat(finding)
                    .isEqualTo(new Finding(
                            "1",
                            "leak",
                            "confirmed",
                            "4 connections are lost",
                            "a.Orders.place(Orders.java:42)",
                            List.of("4 of 4 after an SQLException", "none came back"),
                            "",
                            "close it"));
        }

        @Test
        void keeps_what_was_confirmed_when_it_is_resolved_later() {
            List<String> life = List.of(
                    finding("1", "leak", "suspected"),
                    finding("1", "leak", "confirmed"),
                    finding("1", "leak", "resolved"));

            assertThat(Recording.of(life).confirms("leak")).isTrue();
            assertThat(Recording.of(life).findings()).hasSize(1);
        }

        @Test
        void does_not_take_a_suspicion_for_a_finding() {
            List<String> withdrawn = List.of(finding("1", "leak", "suspected"), finding("1", "leak", "resolved"));

            assertThat(Recording.of(withdrawn).confirmed()).isEmpty();
        }
    }

    @Nested
    class recordings_of_several_processes {
        @Test
        void count_together_and_show_each_kind_once_with_a_place_where_there_is_one() {
            String elsewhere = finding("1", "leak", "confirmed").replace("a.Orders.place(Orders.java:42)", "unknown");
            Recording both = Recording.together(List.of(
                    Recording.of(List.of(LEASE, elsewhere)),
                    Recording.of(List.of(LEASE, finding("2", "leak", "confirmed")))));

            assertThat(both.leases()).isEqualTo(2);
            assertThat(both.confirmed()).hasSize(2);
            assertThat(both.confirmedKinds())
                    .extracting(Finding::site)
                    .containsExactly("a.Orders.place(Orders.java:42)");
        }
    }

    @Nested
    class what_was_found_at_several_places {
        private final String here = finding("1", "proxy_pinning", "confirmed");
        private final String there =
                finding("2", "proxy_pinning", "confirmed").replace("Orders.java:42", "Orders.java:43");
        private final String nowhere =
                finding("3", "proxy_pinning", "confirmed").replace("a.Orders.place(Orders.java:42)", "unknown");

        @Test
        void is_shown_once_for_each_of_them() {
            assertThat(Recording.of(List.of(nowhere, here, there, here)).confirmedPlaces())
                    .extracting(Finding::site)
                    .containsExactly("a.Orders.place(Orders.java:42)", "a.Orders.place(Orders.java:43)");
        }

        @Test
        void is_shown_without_a_place_where_none_is_known() {
            assertThat(Recording.of(List.of(nowhere)).confirmedPlaces())
                    .extracting(Finding::site)
                    .containsExactly("unknown");
        }
    }

    @Nested
    class a_file {
        @TempDir
        private Path folder;

        @Test
        void is_read_up_to_its_last_whole_line() throws IOException {
            Path file = folder.resolve("recording.jsonl");
            Files.writeString(file, LEASE + "\n" + LEASE.substring(0, 40));

            assertThat(Recording.read(file).leases()).isEqualTo(1);
        }

        @Test
        void that_is_not_there_yet_holds_nothing() throws IOException {
            assertThat(Recording.read(folder.resolve("none"))).isEqualTo(new Recording(List.of(), 0));
        }
    }

    @Nested
    class a_finding {
        @Test
        void names_a_line_but_not_one_that_begins_with_the_same_digits() {
            Finding finding = Recording.of(List.of(finding("1", "leak", "confirmed")))
                    .findings()
                    .get(0);

            assertThat(finding.names("Orders.java:42")).isTrue();
            assertThat(finding.names("Orders.java:4")).isFalse();
        }
    }
}
