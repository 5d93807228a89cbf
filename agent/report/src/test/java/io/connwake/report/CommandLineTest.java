package io.connwake.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.connwake.pipeline.model.Finding.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    @TempDir
    Path directory;

    private Path file(String name) {
        return directory.resolve(name);
    }

    private Path quiet(String name, String service) {
        try (Told told = new Told(file(name), service)) {
            told.built(4).opened(1, 0, 5).lease(1, "released", 10, 11, 20);
        }
        return file(name);
    }

    private Path leaking(String name, State... states) {
        try (Told told = new Told(file(name), "leaking")) {
            told.built(4).opened(1, 0, 5);
            int atMillis = 100;
            for (State each : states) {
                told.finding("leak", each, atMillis++, "Close it.", told.lease(1, "open_at_exit", 10, 11, 90));
            }
        }
        return file(name);
    }

    private static void assertRefused(Cli call, String reason) {
        assertThat(call.code()).isOne();
        assertThat(call.out()).isEmpty();
        assertThat(call.err().lines())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("connwake: ")
                .contains(reason);
    }

    @Nested
    class findings {
        @Test
        void are_nothing_and_code_0_where_nothing_is_wrong() {
            Cli call = Cli.run("findings", quiet("a.jsonl", "quiet"));

            assertThat(call.code()).isZero();
            assertThat(call.out()).isEqualTo("Nothing found wrong." + System.lineSeparator());
            assertThat(call.err()).isEmpty();
        }

        @Test
        void that_are_confirmed_are_told_with_evidence_and_advice_and_code_2() {
            Cli call = Cli.run("findings", leaking("a.jsonl", State.SUSPECTED, State.CONFIRMED));

            assertThat(call.code()).isEqualTo(2);
            assertThat(call.out())
                    .contains("1 finding confirmed in 1 process: leak.")
                    .contains("leak (error, confirmed), pool orders, in leaking")
                    .contains("at com.example.Orders.place(Orders.java:11)", "Evidence: seen", "Advice: Close it.")
                    .contains("More: java -jar connwake.jar help leak");
        }

        @Test
        void that_were_confirmed_and_are_resolved_are_told_with_code_2_as_well() {
            Cli call = Cli.run("findings", leaking("a.jsonl", State.CONFIRMED, State.RESOLVED));

            assertThat(call.code()).isEqualTo(2);
            assertThat(call.out()).contains("Nothing is wrong any more: 1 was resolved", "leak (error, resolved)");
        }

        @Test
        void that_are_suspected_again_stay_what_they_were() {
            Cli call = Cli.run("findings", leaking("a.jsonl", State.CONFIRMED, State.RESOLVED, State.SUSPECTED));

            assertThat(call.code()).isEqualTo(2);
            assertThat(call.out()).contains("leak (error, resolved)");
        }

        @Test
        void that_were_only_suspected_are_not_told() {
            Cli call = Cli.run("findings", leaking("a.jsonl", State.SUSPECTED));

            assertThat(call.code()).isZero();
            assertThat(call.out()).startsWith("Nothing found wrong.");
        }

        @Test
        void come_from_spans_where_there_are_no_log_records() throws IOException {
            Path spans = file("spans.jsonl");
            assertThat(Cli.run("traces", leaking("a.jsonl", State.CONFIRMED), "-o", spans)
                            .code())
                    .isZero();
            Cli call = Cli.run("findings", spans);

            assertThat(Files.readAllLines(spans)).isNotEmpty().allMatch(line -> line.startsWith("{\"resourceSpans\""));
            assertThat(call.code()).isEqualTo(2);
            assertThat(call.out()).contains("leak (", "Advice: Close it.");
        }

        @Test
        void cannot_steer_the_terminal() {
            try (Told told = new Told(file("a.jsonl"), "x")) {
                told.of("\u001b[2J\u202eevil", "db").finding("leak", State.CONFIRMED, 1, "a\nb");
            }
            Cli call = Cli.run("findings", file("a.jsonl"));

            assertThat(call.out()).contains("?[2J?evil", "a?b").doesNotContain("\u001b", "\u202e");
        }
    }

    @Nested
    class a_page {
        @Test
        void is_report_html_unless_another_name_is_given_and_takes_the_place_of_an_older_one() throws IOException {
            Files.writeString(file("out.html"), "older");
            Cli call = Cli.run("report", leaking("a.jsonl", State.CONFIRMED), "-o", file("out.html"));

            assertThat(call.code()).isZero();
            assertThat(call.out()).contains("out.html: 1 finding confirmed in 1 process: leak.");
            assertThat(Files.readString(file("out.html")))
                    .startsWith("<!doctype html>")
                    .contains("</html>");
            try (var files = Files.list(directory)) {
                assertThat(files).hasSize(2);
            }
        }

        @Test
        void goes_to_standard_output_for_a_dash_and_nothing_else_does() {
            Cli call = Cli.run("report", quiet("a.jsonl", "quiet"), "-o", "-");

            assertThat(call.code()).isZero();
            assertThat(call.out()).startsWith("<!doctype html>").endsWith("</html>\n");
        }

        @Test
        void allows_its_own_style_and_script_by_hash_and_nothing_else() throws Exception {
            String page =
                    Cli.run("report", quiet("a.jsonl", "quiet"), "-o", "-").out();

            assertThat(page).contains("default-src 'none'");
            assertThat(page).contains("style-src '" + hash(between(page, "<style>", "</style>")) + "'");
            assertThat(page).contains("script-src '" + hash(between(page, "<script>", "</script>")) + "'");
            assertThat(page).doesNotContainPattern("<[a-z]+ [^>]*\\bon[a-z]+=");
        }

        private String between(String page, String opening, String closing) {
            int from = page.indexOf(opening) + opening.length();
            return page.substring(from, page.indexOf(closing, from));
        }

        private String hash(String text) throws Exception {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        }

        @ParameterizedTest
        @ValueSource(strings = {"</script><script>alert(1)</script>", "<!--", "\"'&\\", "\u2028\u2029", "\u202eabc"})
        void holds_whatever_a_name_says_as_text(String hostile) {
            String name = hostile + "x".repeat(10_000);
            try (Told told = new Told(file("a.jsonl"), name)) {
                told.of(name, name).built(1).opened(1, 0, 1);
                told.finding("leak", State.CONFIRMED, 9, name, told.lease(1, "released", 1, 2, 3));
            }
            String page = Cli.run("report", file("a.jsonl"), "-o", "-").out();
            JsonObject data = Cli.data(page);

            assertThat(page).doesNotContain("alert(1)</script>", "\u2028", "\u2029");
            assertThat(data.getAsJsonArray("pools")
                            .get(0)
                            .getAsJsonObject()
                            .get("name")
                            .getAsString())
                    .isEqualTo(name);
        }
    }

    @Nested
    class several_recordings {
        @Test
        void are_merged() throws IOException {
            JsonObject data = Cli.report(directory, quiet("a.jsonl", "one"), quiet("b.jsonl", "two"));

            assertThat(data.getAsJsonArray("processes")).hasSize(2);
            assertThat(data.getAsJsonArray("recordings")).hasSize(2);
        }

        @Test
        void may_be_a_folder() throws IOException {
            quiet("a.jsonl", "one");
            quiet("b.jsonl", "two");
            Files.writeString(file("notes.txt"), "no recording");

            assertThat(Cli.report(directory, directory).getAsJsonArray("processes"))
                    .hasSize(2);
        }

        @Test
        void count_once_though_they_are_named_twice() throws IOException {
            Path file = quiet("a.jsonl", "one");

            assertThat(leases(Cli.report(directory, file, directory, file))).isOne();
        }

        @Test
        void of_the_same_spans_count_them_once() throws IOException {
            Path file = quiet("a.jsonl", "one");
            Files.copy(file, file("copy.jsonl"));

            assertThat(leases(Cli.report(directory, file, file("copy.jsonl")))).isOne();
        }

        private int leases(JsonObject data) {
            return data.getAsJsonArray("pools")
                    .get(0)
                    .getAsJsonObject()
                    .get("leases")
                    .getAsInt();
        }

        @Test
        void are_read_with_what_the_same_process_set_aside() throws IOException {
            Path file = quiet("a.jsonl", "one");
            Files.move(file, file("a.jsonl.1"));
            Files.writeString(file, Files.readString(file("a.jsonl.1")), StandardOpenOption.CREATE_NEW);

            assertThat(Cli.report(directory, file).getAsJsonArray("recordings")).hasSize(2);
        }

        @Test
        void are_read_without_what_an_earlier_process_left_and_that_is_said() {
            Path older = leaking("a.jsonl.1", State.CONFIRMED);
            Cli call = Cli.run("findings", quiet("a.jsonl", "mended"));

            assertThat(call.code()).isZero();
            assertThat(call.err()).contains(older.getFileName() + " is of an earlier process and left out");
        }
    }

    @Nested
    class a_recording {
        @Test
        void that_is_torn_is_read_to_there_and_that_is_said() throws IOException {
            Path file = quiet("a.jsonl", "torn");
            Files.writeString(file, "{\"resourceSpans\":[{\"res", StandardOpenOption.APPEND);
            Cli call = Cli.run("findings", file);

            assertThat(call.code()).isZero();
            assertThat(call.err()).contains("a.jsonl: the last line was cut off and is left out");
            JsonObject recording = Cli.report(directory, file)
                    .getAsJsonArray("recordings")
                    .get(0)
                    .getAsJsonObject();
            assertThat(recording.get("torn").getAsBoolean()).isTrue();
        }

        @Test
        void with_odd_lines_is_read_without_them_and_that_is_said() throws IOException {
            Path file = quiet("a.jsonl", "odd");
            Files.writeString(file, "what?\n", StandardOpenOption.APPEND);

            assertThat(Cli.run("findings", file).err()).contains("a.jsonl: 1 of 2 lines can't be read");
        }

        @Test
        void that_is_missing_is_refused() {
            assertRefused(Cli.run("report", file("none.jsonl")), "there is no file");
        }

        @Test
        void that_is_empty_is_refused() throws IOException {
            Files.writeString(file("empty.jsonl"), "");

            assertRefused(Cli.run("findings", file("empty.jsonl")), "holds no telemetry");
        }

        @Test
        void that_is_none_is_refused() throws IOException {
            Files.writeString(file("notes.txt"), "some\nnotes\n");
            Files.write(file("binary"), new byte[100_000]);
            Files.write(file("a.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0});

            assertRefused(Cli.run("report", file("notes.txt"), "-o", "-"), "is no recording");
            assertRefused(Cli.run("findings", file("binary")), "is no recording");
            assertRefused(Cli.run("findings", file("a.gz")), "is compressed");
        }

        @Test
        void is_never_the_output() {
            Path file = quiet("a.jsonl", "one");

            assertRefused(Cli.run("traces", file, "-o", file), "is one of the recordings");
        }
    }

    @Nested
    class what_was_asked_for {
        @Test
        void is_refused_in_one_line_where_it_makes_no_sense() throws IOException {
            Files.createDirectory(file("folder"));

            assertRefused(Cli.run("reprot", "x"), "no command reprot");
            assertRefused(Cli.run("report"), "needs the name of a recording");
            assertRefused(Cli.run("report", "x", "--frob"), "no option --frob");
            assertRefused(Cli.run("report", "x", "-o"), "-o needs the name of a file");
            assertRefused(Cli.run("report", quiet("a.jsonl", "a"), "-o", file("no/such/x.html")), "no folder");
            assertRefused(Cli.run("report", file("a.jsonl"), "-o", file("folder")), "is a folder");
            assertRefused(Cli.run("report", file("folder")), "no recording (*.jsonl) in the folder");
            assertRefused(Cli.run("traces", file("a.jsonl")), "needs -o FILE");
            assertRefused(Cli.run("attach", "999999999", "enabled=false"), "enabled=false is refused");
            assertRefused(
                    Cli.run("attach", "999999999", "record=x; connwake.enabled = OFF"), "enabled=false is refused");
            assertRefused(Cli.run("attach", "999999999", "enabled=false;enabled=true"), "no process 999999999");
        }

        @Test
        void may_be_help_or_the_version() {
            assertThat(Cli.run("help").out())
                    .contains("report RECORDING", "findings", "traces", "attach PID", "snapshot PID", "version");
            assertThat(Cli.run("help").code()).isZero();
            assertThat(Cli.run("version").code()).isZero();
        }

        @ParameterizedTest
        @ValueSource(strings = {"report", "findings", "traces", "attach", "snapshot"})
        void may_be_the_help_of_a_command_before_or_behind_its_name(String command) {
            Cli help = Cli.run("help", command);

            assertThat(help.code()).isZero();
            assertThat(help.out())
                    .startsWith("  java -jar connwake.jar " + command)
                    .doesNotContain("besides:");
            assertThat(Cli.run(command, "--help")).isEqualTo(help);
            assertThat(Cli.run(command, "x", "-h")).isEqualTo(help);
            assertThat(help.out()).contains("The exit code is 1 if something can't be done.");
        }

        @Test
        void may_be_what_a_kind_of_finding_means() {
            Cli help = Cli.run("help", "leak");

            assertThat(help.code()).isZero();
            assertThat(help.out())
                    .startsWith("leak" + System.lineSeparator().repeat(2))
                    .contains("It says that connections were acquired", "Cure. Try-with-resources", "    Site: com.")
                    .doesNotContain(
                            "**",
                            "](",
                            "`",
                            "pool_exhausted" + System.lineSeparator().repeat(2));
            assertThat(List.of(help.out(), Cli.run("help", "half_open").out()))
                    .allSatisfy(text -> assertThat(text).contains("resolved").doesNotContain("*"));
            assertRefused(Cli.run("help", "lek"), "no command and no kind of finding lek");
        }

        @Test
        void is_help_with_code_1_where_nothing_was() {
            Cli call = Cli.run();

            assertThat(call.code()).isOne();
            assertThat(call.err()).contains("report RECORDING");
        }
    }
}
