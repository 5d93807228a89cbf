package io.connwake.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.beside.Entry;
import com.example.beside.Shop;
import com.example.beside.WebEntry;
import io.connwake.testing.Jdk;
import io.connwake.testing.LogSeen;
import io.connwake.testing.OtherAgent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Together with agents that we have nothing to do with: everybody does their work. Of the big ones each order on one JDK. */
@Execution(ExecutionMode.CONCURRENT)
class BesideAgentsIT {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "DATADOG,17,CONNWAKE_FIRST",
        "DATADOG,25,CONNWAKE_LAST",
        "ELASTIC,17,CONNWAKE_LAST",
        "ELASTIC,25,CONNWAKE_FIRST"
    })
    void every_lease_and_the_leak_are_told(OtherAgent neighbour, int java, Order order) {
        everythingIsTold(ShopRun.on(jdk(java), WebEntry.class)
                .beside(neighbour, "", order)
                .forgetful()
                .run());
    }

    @ParameterizedTest
    @CsvSource({"17,CONNWAKE_FIRST", "17,CONNWAKE_LAST", "25,CONNWAKE_FIRST", "25,CONNWAKE_LAST"})
    void jacoco_writes_down_the_programs_classes(int java, Order order) throws IOException {
        Path coverage = directory.resolve("jacoco.exec");
        everythingIsTold(ShopRun.on(jdk(java), WebEntry.class)
                .beside(OtherAgent.JACOCO, "destfile=" + coverage, order)
                .forgetful()
                .run());
        String written = Files.readString(coverage, StandardCharsets.ISO_8859_1);
        for (String name :
                List.of(Shop.class.getName(), WebEntry.class.getName(), "com.zaxxer.hikari.HikariDataSource")) {
            assertThat(written.contains(name.replace('.', '/'))).as(name).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"DATADOG", "ELASTIC", "JACOCO"})
    void the_program_says_what_it_says_without_us(OtherAgent neighbour) {
        String settings = neighbour == OtherAgent.JACOCO ? "output=none" : "";
        ShopRun with = ShopRun.on(jdk(17), WebEntry.class)
                .beside(neighbour, settings, Order.CONNWAKE_LAST)
                .run();
        ShopRun without = ShopRun.on(jdk(17), WebEntry.class)
                .beside(neighbour, settings, Order.WITHOUT_CONNWAKE)
                .run();
        assertThat(with.exit().out()).isEqualTo(without.exit().out());
        assertThat(with.exit().code()).isEqualTo(without.exit().code());
        assertThat(with.complaints()).isEqualTo(without.complaints());
    }

    @Test
    void where_there_is_no_other_nothing_of_ours_about_others_is_loaded() {
        ShopRun run = ShopRun.on(jdk(17), Entry.Plain.class)
                .alone()
                .option("-Xlog:class+load:file=" + directory.resolve("classes.log"))
                .run();
        assertThat(run.leases()).hasSize(5);
        assertThat(directory.resolve("classes.log"))
                .content()
                .contains("io.connwake.recorder.OtherTracer ")
                .doesNotContain("io.connwake.recorder.OtherTracer$Api", "OtherTracer$Sighting", "OtherMetrics");
    }

    private static void everythingIsTold(ShopRun run) {
        assertThat(run.exit().code()).isEqualTo(3);
        assertThat(run.exit().out()).isEqualTo("served\n");
        assertThat(run.complaints()).singleElement().asString().startsWith("connwake: leak at " + Shop.class.getName());
        assertThat(run.leases()).hasSize(6);
        assertThat(run.seen().findings())
                .filteredOn(finding -> "confirmed".equals(finding.attribute("connwake.finding.state")))
                .extracting((LogSeen finding) -> finding.attribute("connwake.finding.kind"))
                .containsExactly("leak");
        assertThat(run.seen().sum("connwake.agent.errors")).isZero();
    }

    private static Jdk jdk(int java) {
        return CaseRun.jdk(java).orElseThrow();
    }
}
