package io.connwake.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Greeting;
import com.example.Orders;
import com.example.Unpooled;
import com.example.Unreachable;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.connwake.testing.AgentJar;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Database;
import io.connwake.testing.Exit;
import io.connwake.testing.Jdk;
import io.connwake.testing.Postgres;
import io.connwake.testing.RunningJvm;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as a command line, on what the jar as an agent recorded. */
@EachJdk
class ReportIT {
    private static final String DATA = "<script type=\"application/json\" id=\"data\">";

    private final Jdk jdk;

    @TempDir
    private Path directory;

    ReportIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @Nested
    class of_a_service_that_forgets_to_close {
        private final Database database = Postgres.shared().createDatabase("orders");

        @Test
        void findings_and_page_and_spans_show_the_leak_at_its_line_and_its_leases() throws IOException {
            Path recording = record();

            Exit findings = connwake("findings", recording.toString());
            assertThat(findings.code()).isEqualTo(2);
            assertThat(findings.out())
                    .contains("leak (error, confirmed), ")
                    .contains(" times, pool orders, in Orders")
                    .contains("com.example.Orders.place(Orders.java:");
            assertThat(findings.err()).isEmpty();

            Path page = directory.resolve("page.html");
            Exit report = connwake("report", recording.toString(), "-o", page.toString());
            assertThat(report.code()).isZero();
            assertThat(report.out()).contains("page.html: ", " confirmed in 1 process: leak");
            assertThat(report.err()).isEmpty();
            holds(data(page));

            Path spans = directory.resolve("spans.jsonl");
            assertThat(connwake("traces", recording.toString(), "-o", spans.toString())
                            .code())
                    .isZero();
            assertThat(Files.readAllLines(spans)).isNotEmpty().allMatch(line -> line.startsWith("{\"resourceSpans\":"));
        }

        private Path record() {
            Trial trial = Trial.of(Orders.class, jdk, directory, Library.HIKARI_7, Library.POSTGRESQL)
                    .arguments("forgetful", "hikari")
                    .on(database);
            try (RunningJvm service = trial.start()) {
                service.awaitErrLine("leak ");
                service.closeInput();
                service.awaitExit();
            }
            return trial.file();
        }

        private JsonNode finding(JsonNode data, String kind) {
            for (JsonNode each : data.get("findings")) {
                if (each.get("kind").asText().equals(kind)) {
                    return each;
                }
            }
            throw new AssertionError("no " + kind + " in " + data.get("findings"));
        }

        private void holds(JsonNode data) {
            JsonNode leak = finding(data, "leak");
            int lost = leak.get("count").asInt();
            assertThat(leak.get("leases")).hasSizeBetween(1, lost);
            assertThat(leak.get("connections")).hasSizeBetween(1, lost);
            JsonNode pool = data.get("pools").get(0);
            assertThat(pool.get("limit").asInt()).isEqualTo(4);
            assertThat(pool.get("library").asText()).isEqualTo("HikariCP");
            assertThat(pool.get("lost").asInt()).isGreaterThanOrEqualTo(lost);
            assertThat(pool.has("advisedSize")).isFalse();
            for (JsonNode each : data.get("health")) {
                assertThat(each.get("errors").asInt()).isZero();
            }
        }
    }

    @Nested
    class of_a_service_that_is_well {
        @Test
        void findings_are_none_and_the_code_is_0() throws IOException {
            Trial trial = Trial.of(Greeting.class, jdk, directory, Library.HIKARI_7, Library.H2)
                    .arguments("return");
            trial.run();

            Exit findings = connwake("findings", trial.file().toString());
            assertThat(findings.code()).isZero();
            assertThat(findings.out()).startsWith("Nothing found wrong.");
            Exit report = connwake("report", trial.file().toString());
            assertThat(report.code()).isZero();
            assertThat(data(directory.resolve("report.html")).get("verdict").asText())
                    .isEqualTo("Nothing found wrong.");
        }
    }

    /** There is no finding of that kind: the exception says it. */
    @Nested
    class of_a_service_that_gets_no_connection {
        @Test
        void findings_are_none_and_what_failed_is_said() throws IOException {
            Trial trial = Trial.of(Unreachable.class, jdk, directory, Library.HIKARI_7, Library.POSTGRESQL)
                    .arguments("jdbc:postgresql://127.0.0.1:1/orders", "app", "any");
            trial.run();

            assertThat(said(trial))
                    .matches("No finding, but (\\d+) of \\1 opens of 127\\.0\\.0\\.1:1/orders failed"
                            + " \\(connect refused 08001\\); 3 of 3 acquires of pool orders failed \\(refused.*\\)\\.");
        }

        @Test
        void a_password_that_is_wrong_is_told_from_a_server_that_is_not_there() throws IOException {
            Database database = Postgres.shared().createDatabase("orders");
            Trial trial = Trial.of(Unpooled.class, jdk, directory, Library.POSTGRESQL)
                    .arguments("manager", database.jdbcUrl(), database.user(), "wrong");
            trial.run();

            assertThat(said(trial))
                    .startsWith("No finding, but 10 of 10 opens of ")
                    .endsWith(" failed (auth 28P01).");
        }

        private String said(Trial trial) throws IOException {
            Exit findings = connwake("findings", trial.file().toString());
            assertThat(findings.code()).isZero();
            assertThat(connwake("report", trial.file().toString()).code()).isZero();
            String verdict =
                    data(directory.resolve("report.html")).get("verdict").asText();
            assertThat(findings.out().strip()).isEqualTo(verdict);
            return verdict;
        }
    }

    @Test
    void what_cannot_be_done_is_said_in_one_line_with_code_1() {
        Exit exit = connwake("report", "nowhere.jsonl");

        assertThat(exit.code()).isOne();
        assertThat(exit.out()).isEmpty();
        assertThat(exit.err().lines()).containsExactly("connwake: there is no file nowhere.jsonl");
    }

    @Nested
    class of_a_hostile_file {
        private static final int ITEMS = 10_000_000;

        @Test
        void what_does_not_fit_into_memory_is_said_in_one_line() throws IOException {
            Path file = directory.resolve("endless.jsonl");
            try (BufferedWriter out = Files.newBufferedWriter(file)) {
                out.write("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{}");
                for (int i = 0; i < ITEMS; i++) {
                    out.write(",{}");
                }
                out.write("]}]}]}\n");
            }
            Exit exit = ChildJvm.ofJar(AgentJar.path())
                    .on(jdk)
                    .option("-Xmx128m")
                    .arguments(
                            "report",
                            file.toString(),
                            "-o",
                            directory.resolve("page.html").toString())
                    .run();

            assertThat(exit.code()).isOne();
            assertThat(exit.out()).isEmpty();
            assertThat(exit.err().lines())
                    .containsExactly("connwake: this does not fit into memory; give the JVM more with -Xmx");
            assertThat(directory)
                    .isDirectoryContaining("glob:**/endless.jsonl")
                    .isDirectoryNotContaining("glob:**page*");
        }
    }

    @Test
    void the_version_is_that_of_the_build() {
        assertThat(connwake("version").out()).containsPattern("^\\d+\\.\\d+");
    }

    private Exit connwake(String... words) {
        return ChildJvm.ofJar(AgentJar.path())
                .on(jdk)
                .directory(directory)
                .arguments(words)
                .run();
    }

    private static JsonNode data(Path page) throws IOException {
        String html = Files.readString(page);
        int from = html.indexOf(DATA) + DATA.length();
        return new ObjectMapper().readTree(html.substring(from, html.indexOf("</script>", from)));
    }
}
