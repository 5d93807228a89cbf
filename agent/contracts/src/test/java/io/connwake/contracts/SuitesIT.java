package io.connwake.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A pool's own tests, as published, can't tell that the agent is there: what fails with it fails without. */
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SuitesIT {
    /** Some of these tests measure time and fail now and then by themselves. */
    private static final int SECOND_CHANCES = 3;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void what_passes_without_the_agent_passes_with_it(Suite suite) throws IOException {
        SuiteRun all = new SuiteRun(suite, directory.resolve("all"));
        recording(all, Set.of()).run();
        Set<String> passed = all.passed();
        Set<String> missing = all.failed();
        if (!missing.isEmpty()) {
            SuiteRun plain = new SuiteRun(suite, directory.resolve("plain"));
            plain.jvm(classesOf(missing)).run();
            missing.retainAll(plain.passed());
        }
        for (int i = 0; i < SECOND_CHANCES && !missing.isEmpty(); i++) {
            SuiteRun again = new SuiteRun(suite, directory.resolve("again" + i));
            recording(again, classesOf(missing)).run();
            passed.addAll(again.passed());
            missing.removeAll(passed);
        }
        assertThat(missing).isEmpty();
        assertThat(passed).hasSizeGreaterThanOrEqualTo(suite.least);
    }

    private ChildJvm recording(SuiteRun run, Set<String> classes) throws IOException {
        return run.jvm(classes)
                .agent()
                .property("connwake.record", directory.resolve("recording-%p.jsonl"))
                .environment("OTEL_TRACES_EXPORTER", "none")
                .environment("OTEL_METRICS_EXPORTER", "none")
                .environment("OTEL_LOGS_EXPORTER", "none");
    }

    private static Set<String> classesOf(Set<String> tests) {
        return tests.stream()
                .map(test -> test.substring(0, test.indexOf('#')))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
