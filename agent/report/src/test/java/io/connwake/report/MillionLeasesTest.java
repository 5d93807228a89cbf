package io.connwake.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A million leases, about 1.2 GB: {@code mvn test -pl agent/report -am -Dtest=MillionLeasesTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dconnwake.million=true}.
 */
@EnabledIfSystemProperty(
        named = "connwake.million",
        matches = "true",
        disabledReason = "takes minutes and gigabytes; -Dconnwake.million=true runs it")
class MillionLeasesTest {
    @TempDir
    Path directory;

    @Test
    void fit_a_gigabyte_of_heap_and_a_page_of_15_MB() throws Exception {
        Path recording = directory.resolve("million.jsonl");
        ManyLeases.write(recording, 1_000_000);
        Path page = directory.resolve("report.html");

        long began = System.nanoTime();
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reporting.class.getName(),
                        recording.toString(),
                        "-o",
                        page.toString()))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);

        System.out.printf("%d MB in %d s, page %d kB%n", mega(recording), seconds, Files.size(page) / 1_000);
        assertThat(code).as(said).isZero();
        assertThat(mega(page)).isLessThan(15);
        assertThat(Files.readString(page)).contains("\"leases\":125000");
    }

    private static long mega(Path file) throws Exception {
        return Files.size(file) / 1_000_000;
    }
}
